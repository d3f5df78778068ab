package gaitkeeper.trainer.cluster;

/**
 * A matrix of mostly zeros: for each row the columns that are not, ascending, and their values.
 *
 * @param columns per row
 * @param values per row
 */
@SuppressWarnings("ArrayRecordComponent") // Inside of this package only; shared on purpose.
record SparseRows(int[][] columns, float[][] values) {
    int size() {
        return columns.length;
    }

    /** Rows and columns exchanged; the matrix is square. */
    SparseRows transposed() {
        int[] counts = new int[size()];
        for (int[] row : columns) {
            for (int column : row) {
                counts[column]++;
            }
        }
        var result = new SparseRows(new int[size()][], new float[size()][]);
        for (int i = 0; i < size(); i++) {
            result.columns[i] = new int[counts[i]];
            result.values[i] = new float[counts[i]];
        }
        int[] filled = new int[size()];
        for (int row = 0; row < size(); row++) {
            for (int at = 0; at < columns[row].length; at++) {
                int column = columns[row][at];
                result.columns[column][filled[column]] = row;
                result.values[column][filled[column]++] = values[row][at];
            }
        }
        return result;
    }
}
