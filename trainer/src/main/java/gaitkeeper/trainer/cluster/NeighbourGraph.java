package gaitkeeper.trainer.cluster;

/**
 * Which points lie within a distance of which, each point with itself; symmetric.
 *
 * @param neighbours per point, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // Megabytes: shared on purpose.
public record NeighbourGraph(int[][] neighbours) {
    /** Number of points. */
    public int size() {
        return neighbours.length;
    }
}
