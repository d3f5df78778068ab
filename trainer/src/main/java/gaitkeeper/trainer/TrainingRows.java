package gaitkeeper.trainer;

import gaitkeeper.trainer.KgbdWindows.Walk;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The values that a graph gives for all windows of some walks, and whom they are of. */
final class TrainingRows {
    private final float[] rows;
    private final int[] persons;
    private final int width;

    private TrainingRows(float[] rows, int[] persons, int width) {
        this.rows = rows;
        this.persons = persons;
        this.width = width;
    }

    /** Runs a descriptor's graph over walks. */
    static TrainingRows of(KgbdWindows data, List<Walk> walks, byte[] graph, int frames, int width) {
        int[] persons = walks.stream()
                .flatMapToInt(walk -> IntStream.range(0, walk.windows(frames)).map(_ -> walk.person()))
                .toArray();
        FloatBuffer rows = FloatBuffer.allocate(persons.length * width);
        try (var embedder = Embedder.ofDescriptor(graph, frames, width)) {
            walks.forEach(walk -> rows.put(embedder.embed(data.windows(walk, frames))));
        }
        return new TrainingRows(rows.array(), persons, width);
    }

    /** Runs {@link Descriptors#pairwiseUnscaled} over sequences. */
    static TrainingRows pairwise(SequenceSet train) {
        try (var embedder = Embedder.ofDescriptor(Descriptors.pairwiseUnscaled(train.frames()), train.frames(),
                Descriptors.PAIRWISE_WIDTH)) {
            EmbeddingSet set = embedder.embed(train);
            return new TrainingRows(set.vectors(), set.persons(), set.width());
        }
    }

    /** Mean and deviation of each value. */
    Scaling scaling() {
        return Scaling.of(rows, width);
    }

    /** How the scaled values scatter. */
    Scatter scatter(Scaling scaling) {
        return Scatter.of(scaled(scaling), width, persons, Arrays.stream(persons).distinct().sorted().toArray());
    }

    /** Whom each row is of. */
    int[] persons() {
        return persons.clone();
    }

    /** All values, z-scored: {@code [rows, width]}. */
    float[] scaled(Scaling scaling) {
        float[] means = scaling.means();
        float[] deviations = scaling.deviations();
        float[] scaled = new float[rows.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (rows[i] - means[i % width]) / deviations[i % width];
        }
        return scaled;
    }
}
