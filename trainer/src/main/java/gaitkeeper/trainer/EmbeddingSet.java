package gaitkeeper.trainer;

/**
 * Embeddings of a {@link SequenceSet}, in its order, with its labels. The arrays are shared, not copied: do not change them.
 *
 * @param vectors {@code [size, width]}, row by row
 * @param width floats of an embedding
 * @param persons label of each row
 * @param recordings recording of each row; rows of one recording stand together, in the order of time
 */
@SuppressWarnings("ArrayRecordComponent") // Tens of megabytes: shared on purpose.
public record EmbeddingSet(float[] vectors, int width, int[] persons, int[] recordings) {
    /** Checks that the sizes agree. */
    public EmbeddingSet {
        if (width < 1 || vectors.length != persons.length * width || recordings.length != persons.length) {
            throw new IllegalArgumentException(
                    "sizes do not agree: " + vectors.length + " floats, width " + width + ", "
                            + persons.length + " persons, " + recordings.length + " recordings");
        }
    }

    /** Number of embeddings. */
    public int size() {
        return persons.length;
    }
}
