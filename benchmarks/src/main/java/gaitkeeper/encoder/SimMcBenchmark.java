package gaitkeeper.encoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import gaitkeeper.core.Skeleton;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.simmc.SimMcExport;
import gaitkeeper.trainer.simmc.SimMcNetwork;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * SimMC's encoder (0.15 million parameters) over 128 sequences of 6 frames, on one thread: ONNX Runtime against plain Java
 * loops with the same weights, which are random. Sequences per second.
 *
 * <pre>
 * ORT_DISABLE_TELEMETRY=1 java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
 *   -cp 'benchmarks/target/benchmarks/lib/*' org.openjdk.jmh.Main SimMcBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first.
public class SimMcBenchmark {
    private static final int BATCH = 128;
    private static final int FRAMES = 6;
    private static final int IN = Skeleton.K20 * 3;
    private static final int WIDTH = SimMcNetwork.WIDTH;
    private static final float NEAR = 1e-3f;

    private final float[] joints = new float[BATCH * FRAMES * IN];
    private PlainSimMc plain;
    private OrtSession session;
    private OnnxTensor input;
    private FloatBuffer embeddings;
    private OnnxTensor output;

    /** Makes both, and checks that they agree. */
    @Setup(Level.Trial)
    public void load() throws OrtException {
        var random = new SplittableRandom(1);
        for (int i = 0; i < joints.length; i++) {
            joints[i] = (float) random.nextDouble(-1, 1);
        }
        var network = new SimMcNetwork(IN, WIDTH);
        Weights weights = network.initial(random);
        plain = new PlainSimMc(weights, FRAMES, IN, WIDTH);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        var options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        session = environment.createSession(SimMcExport.graph(network, weights, FRAMES, 0), options);
        input = OnnxTensor.createTensor(environment, direct(joints.length).put(joints).flip(),
                new long[]{BATCH, FRAMES, Skeleton.K20, 3});
        embeddings = direct(BATCH * WIDTH);
        output = OnnxTensor.createTensor(environment, embeddings, new long[]{BATCH, WIDTH});
        check();
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    private void check() throws OrtException {
        onnxRuntime();
        float[] expected = plainJava();
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(expected[i] - embeddings.get(i)) < NEAR)) {
                throw new IllegalStateException(
                        "value " + i + " is " + embeddings.get(i) + ", by loops " + expected[i]);
            }
        }
    }

    /** Frees the session. */
    @TearDown(Level.Trial)
    public void close() throws OrtException {
        input.close();
        output.close();
        session.close();
    }

    /** One run of the exported graph, output pinned. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void onnxRuntime() throws OrtException {
        session.run(Map.of("joints", input), Map.of(SimMcExport.OUTPUT, output)).close();
    }

    /** The same by loops. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public float[] plainJava() {
        return plain.embed(joints, BATCH);
    }
}
