package gaitkeeper.matcher;

import java.util.Arrays;

/** Who gets what so that all together gain most: Kuhn's and Munkres' algorithm with potentials, in n² m. */
final class Assignment {
    /** Of a row that gets nothing. */
    static final int NONE = -1;

    private Assignment() {}

    /**
     * Gives each row at most one column and each column to at most one row. The sum of the gains is the highest there is.
     *
     * @param gains {@code [rows][columns]}; only pairs that gain more than 0 are made
     * @return the column of each row, or {@link #NONE}
     */
    static int[] best(double[][] gains) {
        int rows = gains.length;
        int columns = rows == 0 ? 0 : gains[0].length;
        // A column of its own, worth nothing, for each row: what is not worth more is not made.
        int wide = columns + rows;
        double[] rowPotential = new double[rows + 1];
        double[] columnPotential = new double[wide + 1];
        int[] rowOf = new int[wide + 1];
        for (int row = 1; row <= rows; row++) {
            augment(gains, row, rowPotential, columnPotential, rowOf);
        }
        int[] columnOf = new int[rows];
        Arrays.fill(columnOf, NONE);
        for (int column = 1; column <= columns; column++) {
            if (rowOf[column] != 0 && gains[rowOf[column] - 1][column - 1] > 0) {
                columnOf[rowOf[column] - 1] = column - 1;
            }
        }
        return columnOf;
    }

    /** Counts rows and columns from 1; 0 stands for none. */
    private static void augment(double[][] gains, int newRow, double[] u, double[] v, int[] rowOf) {
        int wide = v.length - 1;
        double[] slack = new double[wide + 1];
        int[] cameFrom = new int[wide + 1];
        boolean[] done = new boolean[wide + 1];
        Arrays.fill(slack, Double.POSITIVE_INFINITY);
        rowOf[0] = newRow;
        int at = 0;
        do {
            done[at] = true;
            int row = rowOf[at];
            int next = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int column = 1; column <= wide; column++) {
                if (!done[column]) {
                    double cost = cost(gains, row, column) - u[row] - v[column];
                    if (cost < slack[column]) {
                        slack[column] = cost;
                        cameFrom[column] = at;
                    }
                    if (slack[column] < least) {
                        least = slack[column];
                        next = column;
                    }
                }
            }
            for (int column = 0; column <= wide; column++) {
                if (done[column]) {
                    u[rowOf[column]] += least;
                    v[column] -= least;
                } else {
                    slack[column] -= least;
                }
            }
            at = next;
        } while (rowOf[at] != 0);
        while (at != 0) {
            rowOf[at] = rowOf[cameFrom[at]];
            at = cameFrom[at];
        }
    }

    private static double cost(double[][] gains, int row, int column) {
        double[] own = gains[row - 1];
        return column <= own.length ? -Math.max(0, own[column - 1]) : 0;
    }
}
