package gaitkeeper.trainer.protocol;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Small labelled embeddings for tests. */
final class Sets {
    private Sets() {}

    /** Points on a line, a recording of its own each. */
    static EmbeddingSet line(int[] persons, float... at) {
        return new EmbeddingSet(at, 1, persons, IntStream.range(0, at.length).toArray());
    }

    /** Points on a line, one recording after the other. */
    static EmbeddingSet recorded(int[] persons, int[] recordings, float... at) {
        return new EmbeddingSet(at, 1, persons, recordings);
    }

    static int[] persons(int... persons) {
        return persons;
    }

    /** Noisy points round one centre for each person, in recordings of four. */
    static EmbeddingSet random(long seed, int people, int each, int width) {
        var random = new Random(seed);
        var centres = new Random(99);
        float[][] centre = new float[people][width];
        for (float[] c : centre) {
            for (int i = 0; i < width; i++) {
                c[i] = centres.nextFloat() - .5f;
            }
        }
        int[] persons = IntStream.range(0, people * each).map(row -> row / each).toArray();
        float[] vectors = new float[persons.length * width];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = centre[persons[i / width]][i % width] + .5f * (float) random.nextGaussian();
        }
        return new EmbeddingSet(vectors, width, persons, IntStream.range(0, persons.length).map(i -> i / 4).toArray());
    }

    static EmbeddingSet scaled(EmbeddingSet set, float factor) {
        float[] vectors = set.vectors().clone();
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] *= factor;
        }
        return new EmbeddingSet(vectors, set.width(), set.persons(), set.recordings());
    }

    static EmbeddingSet shuffled(EmbeddingSet set, long seed) {
        int[] order = IntStream.range(0, set.size()).toArray();
        var random = new Random(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[other];
            order[other] = swap;
        }
        return set.pick(order);
    }

    /** The same people and recordings again and again. */
    static EmbeddingSet repeated(EmbeddingSet set, int times) {
        return set.pick(IntStream.range(0, set.size() * times).map(i -> i / times).toArray());
    }

    static double[] distances(EmbeddingSet probe, int row, EmbeddingSet gallery) {
        double[] distances = new double[gallery.size()];
        Arrays.setAll(distances, g -> IntStream.range(0, probe.width())
                .mapToDouble(i -> probe.vectors()[row * probe.width() + i]
                        - (double) gallery.vectors()[g * probe.width() + i])
                .map(d -> d * d).sum());
        return distances;
    }
}
