package gaitkeeper.core;

/** The mean of a track's embeddings, kept as their sum. For one thread. */
public final class TrackMean {
    private final float[] sum;
    private int windows;

    /** A track of which nothing was seen yet. */
    public TrackMean(int width) {
        this(new float[width], 0);
    }

    /**
     * A track as it stood.
     *
     * @param sum of its embeddings, {@code [width]}
     * @param windows how many they were, 0 or more
     */
    public TrackMean(float[] sum, int windows) {
        this.sum = sum.clone();
        this.windows = windows;
    }

    /** Adds a window's embedding, {@code [width]}. */
    public void add(float[] embedding) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += embedding[i];
        }
        windows++;
    }

    /** Values of an embedding. */
    public int width() {
        return sum.length;
    }

    /** Windows seen. */
    public int windows() {
        return windows;
    }

    /** The sum of the embeddings. */
    public float[] sum() {
        return sum.clone();
    }

    /** The mean; 0 before the first window. */
    public float[] mean() {
        float[] mean = sum.clone();
        for (int i = 0; i < mean.length && windows > 0; i++) {
            mean[i] /= windows;
        }
        return mean;
    }
}
