package gaitkeeper.trainer;

import java.nio.FloatBuffer;
import java.util.Random;

/** Runs graphs for the tests of other packages. */
public final class Graphs {
    private Graphs() {}

    /** Windows of made-up walkers: {@code [count, f, 20, 3]}. */
    public static FloatBuffer walkers(int count, int frames) {
        return SyntheticPoses.windows(new Random(3), count, frames);
    }

    /** KGBD on draw 0, skipped where it is not. */
    public static Partition recorded(int frames) {
        return KgbdPartition.of(Kgbd.folder(), 0, frames);
    }

    /** Embeds windows with a graph. */
    public static float[] embed(byte[] graph, int frames, int width, FloatBuffer windows) {
        try (var embedder = Embedder.ofDescriptor(graph, frames, width)) {
            return embedder.embed(windows.duplicate());
        }
    }
}
