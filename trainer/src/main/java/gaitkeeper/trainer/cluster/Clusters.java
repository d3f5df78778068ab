package gaitkeeper.trainer.cluster;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What DBSCAN found: labels and the number of clusters. */
@SuppressWarnings("ArrayRecordComponent") // Shared on purpose.
public record Clusters(int[] labels, int count) {
    /** Counts the clusters of labels 0, 1, .. and {@link Dbscan#NOISE}. */
    public static Clusters of(int[] labels) {
        return new Clusters(labels, Arrays.stream(labels).max().orElse(Dbscan.NOISE) + 1);
    }

    /** Whether a point is in no cluster. */
    public boolean noise(int point) {
        return labels[point] == Dbscan.NOISE;
    }

    /** The mean of each cluster's points: {@code [count, width]}. */
    public float[] prototypes(float[] points, int width) {
        double[] sums = new double[count * width];
        int[] members = new int[count];
        for (int i = 0; i < labels.length; i++) {
            if (!noise(i)) {
                members[labels[i]]++;
                for (int k = 0; k < width; k++) {
                    sums[labels[i] * width + k] += points[i * width + k];
                }
            }
        }
        float[] prototypes = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            prototypes[i] = (float) (sums[i] / members[i / width]);
        }
        return prototypes;
    }

    /** The points that are in a cluster here and in another clustering of the same points, ascending. */
    public int[] kept(Clusters other) {
        return IntStream.range(0, labels.length).filter(i -> !noise(i) && !other.noise(i)).toArray();
    }
}
