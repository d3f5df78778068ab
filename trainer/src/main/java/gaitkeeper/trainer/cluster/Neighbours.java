package gaitkeeper.trainer.cluster;

/**
 * For each point its nearest points, itself among them, by (distance, index).
 *
 * @param indices {@code [points, count]}, nearest first
 * @param count neighbours of a point
 */
@SuppressWarnings("ArrayRecordComponent") // Megabytes: shared on purpose.
public record Neighbours(int[] indices, int count) {
    /** Number of points. */
    public int points() {
        return indices.length / count;
    }

    /** The neighbour at a rank, 0 the nearest. */
    int at(int point, int rank) {
        return indices[point * count + rank];
    }

    /** Whether a point is among the first neighbours of another. */
    boolean has(int point, int neighbour, int first) {
        int row = point * count;
        for (int rank = 0; rank < first; rank++) {
            if (indices[row + rank] == neighbour) {
                return true;
            }
        }
        return false;
    }
}
