package gaitkeeper.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.trainer.loop.DataSet;
import gaitkeeper.trainer.mgscr.MgScrNetwork;
import gaitkeeper.trainer.mgscr.MgScrRecipe;
import gaitkeeper.trainer.relation.StateGraph;
import gaitkeeper.trainer.smsge.SmSgeNetwork;
import gaitkeeper.trainer.smsge.SmSgeRecipe;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Sequences that a second of one processor embeds, in batches of {@value #BATCH}: SM-SGE and MG-SCR at their published sizes, of random
 * weights, which cost what trained ones do, beside the graphs of two shipped bundles.
 *
 * <pre>
 * ORT_DISABLE_TELEMETRY=1 java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
 *   -cp 'benchmarks/target/benchmarks/lib/*' org.openjdk.jmh.Main EncoderGraphBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameter and calls the set-up first.
public class EncoderGraphBenchmark {
    private static final int BATCH = 32;
    private static final int FRAMES = 6;
    private static final int JOINTS = 20;

    /** A system at the size of a data set, or the folder of a bundle. */
    @Param({"sm-sge IAS", "sm-sge KGBD", "mg-scr KGBD", "deploy/models/simmc", "deploy/models/lda"})
    public String system;

    private OrtSession session;
    private OnnxTensor poses;
    private Set<String> embedding;

    /** Writes the graph and loads it. */
    @Setup
    public void load() throws OrtException {
        RandomGenerator random = new SplittableRandom(1);
        byte[] graph = switch (system) {
            case "sm-sge IAS" -> smSge(DataSet.IAS, random);
            case "sm-sge KGBD" -> smSge(DataSet.KGBD, random);
            case "mg-scr KGBD" -> {
                var network = new MgScrNetwork(MgScrRecipe.sizes(DataSet.KGBD));
                yield StateGraph.write(system, network, network.initial(random), 0, 0);
            }
            default -> ModelBundle.open(Path.of(system)).graph();
        };
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = OrtEnvironment.getEnvironment().createSession(graph, options);
        }
        embedding = Set.of(session.getOutputNames().iterator().next());
        var noise = new Random(2);
        var values = FloatBuffer.allocate(BATCH * FRAMES * JOINTS * 3);
        while (values.hasRemaining()) {
            values.put((float) noise.nextGaussian());
        }
        poses = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values.flip(),
                new long[]{BATCH, FRAMES, JOINTS, 3});
    }

    private byte[] smSge(DataSet data, RandomGenerator random) {
        var network = new SmSgeNetwork(SmSgeRecipe.sizes(data));
        return StateGraph.write(system, network, network.initial(random), 0, 0);
    }

    /** A batch. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long sequences() throws OrtException {
        try (OrtSession.Result result = session.run(Map.of(StateGraph.INPUT, poses), embedding)) {
            return result.size();
        }
    }

    /** Gives the native memory back. */
    @TearDown
    public void close() throws OrtException {
        poses.close();
        session.close();
    }
}
