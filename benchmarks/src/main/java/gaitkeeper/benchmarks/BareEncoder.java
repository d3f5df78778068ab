package gaitkeeper.benchmarks;

import gaitkeeper.core.Sequence;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.encoder.EncodingModel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A baseline: the bare ONNX Runtime call through the same session settings, on one thread. */
final class BareEncoder {
    private static final int[] BATCHES = {1, 16, 64};

    private BareEncoder() {}

    static void run(Path model) throws Exception {
        try (EncodingModel loaded = EncodingModel.load(ModelBundle.open(model))) {
            for (int batch : BATCHES) {
                List<Sequence> sequences = GalleryFixture.walkers(batch, 1, loaded.spec().frames()).values().stream()
                        .flatMap(List::stream).toList();
                encode(loaded, sequences, 2);
                long began = System.nanoTime();
                int runs = encode(loaded, sequences, 3);
                double took = (System.nanoTime() - began) / 1e9;
                System.out.printf("Bare ONNX Runtime call, batch %2d: %.3f ms, %.0f sequences/s on one thread (%s)%n",
                        batch, took * 1e3 / runs, runs * batch / took, loaded.provider());
            }
        }
    }

    /** Encodes the same again and again; returns how often. */
    private static int encode(EncodingModel model, List<Sequence> sequences, int seconds) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int runs = 0;
        while (System.nanoTime() < until) {
            model.encode(sequences);
            runs++;
        }
        return runs;
    }
}
