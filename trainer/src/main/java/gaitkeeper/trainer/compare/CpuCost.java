package gaitkeeper.trainer.compare;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import gaitkeeper.core.bundle.ModelBundle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.FloatBuffer;
import java.util.Map;

/** Processor time of a bundle's graph in ONNX Runtime, on one thread; other work on the machine does not count. */
final class CpuCost {
    private static final int BATCH = 32;
    private static final long WARM_UP_NS = 300_000_000L;
    private static final long MEASURED_NS = 1_000_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private CpuCost() {}

    /** Microseconds of processor time for each sequence, in batches of {@value #BATCH}. */
    static double microseconds(ModelBundle bundle) {
        var spec = bundle.spec();
        int size = spec.frames() * spec.joints() * 3;
        FloatBuffer golden = bundle.golden().inputs();
        FloatBuffer batch = FloatBuffer.allocate(BATCH * size);
        for (int i = 0; i < BATCH; i++) {
            batch.put(golden.slice(i % (golden.limit() / size) * size, size));
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            try (var session = environment.createSession(bundle.graph(), options);
                    var tensor = OnnxTensor.createTensor(environment, batch.flip(),
                            new long[]{BATCH, spec.frames(), spec.joints(), 3})) {
                Map<String, OnnxTensor> input = Map.of(spec.input(), tensor);
                run(session, input, WARM_UP_NS);
                return run(session, input, MEASURED_NS) / 1e3 / BATCH;
            }
        } catch (OrtException e) {
            throw new IllegalArgumentException("ONNX Runtime refuses the graph of " + bundle.folder() + ": "
                    + e.getMessage(), e);
        }
    }

    /** Nanoseconds of a run. */
    private static double run(OrtSession session, Map<String, OnnxTensor> input, long atLeast) throws OrtException {
        long begin = THREADS.getCurrentThreadCpuTime();
        long now = begin;
        int runs = 0;
        while (now - begin < atLeast) {
            session.run(input).close();
            runs++;
            now = THREADS.getCurrentThreadCpuTime();
        }
        return (now - begin) / (double) runs;
    }
}
