package gaitkeeper.trainer.protocol;

import java.util.Arrays;
import java.util.stream.IntStream;

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

    /** One embedding, copied. */
    public float[] row(int index) {
        return Arrays.copyOfRange(vectors, index * width, (index + 1) * width);
    }

    /** These and others of the same model, of other recordings. */
    public EmbeddingSet and(EmbeddingSet others) {
        float[] both = Arrays.copyOf(vectors, vectors.length + others.vectors.length);
        System.arraycopy(others.vectors, 0, both, vectors.length, others.vectors.length);
        return new EmbeddingSet(both, width, joined(persons, others.persons), joined(recordings, others.recordings));
    }

    private static int[] joined(int[] first, int[] second) {
        return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
    }

    /** Some of these embeddings, copied, in the order given; whole recordings must stay together. */
    public EmbeddingSet pick(int[] rows) {
        float[] picked = new float[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(vectors, rows[i] * width, picked, i * width, width);
        }
        return new EmbeddingSet(picked, width, Arrays.stream(rows).map(row -> persons[row]).toArray(),
                Arrays.stream(rows).map(row -> recordings[row]).toArray());
    }
}
