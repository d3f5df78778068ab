package gaitkeeper.trainer.cluster;

import gaitkeeper.trainer.work.Phases;

/**
 * How points are clustered: nearest neighbours, k-reciprocal Jaccard distance, DBSCAN.
 *
 * @param eps greatest Jaccard distance of neighbours, 0 to below 1
 * @param minSamples neighbours that make a core, the point itself among them
 * @param k1 nearest neighbours looked at
 * @param k2 neighbours that lend their weights
 * @param unitLength whether points are brought to unit length first; as published they are not
 */
public record ClusterSettings(double eps, int minSamples, int k1, int k2, boolean unitLength) {
    /** Clusters points {@code [n, width]}. */
    public Clusters cluster(float[] points, int width, Phases phases) {
        float[] used = unitLength ? scaled(points, width) : points;
        Neighbours ranks = phases.time("neighbours", () -> NearestNeighbours.find(used, width, k1));
        NeighbourGraph graph = phases.time("jaccard", () -> Jaccard.within(used, width, ranks, k1, k2, eps));
        return phases.time("dbscan", () -> Clusters.of(Dbscan.labels(graph, minSamples)));
    }

    private static float[] scaled(float[] points, int width) {
        float[] result = new float[points.length];
        for (int row = 0; row < points.length; row += width) {
            double square = 0;
            for (int k = row; k < row + width; k++) {
                square += (double) points[k] * points[k];
            }
            double scale = square > 0 ? 1 / Math.sqrt(square) : 0;
            for (int k = row; k < row + width; k++) {
                result[k] = (float) (points[k] * scale);
            }
        }
        return result;
    }
}
