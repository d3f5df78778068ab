package gaitkeeper.encoder;

import ai.onnxruntime.OrtException;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.bundle.ModelBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One batch through a shipped bundle, against the same arithmetic as plain Java loops. The time is per batch: divide by its
 * size. To be run in the root of the project; the variable must be set, or ONNX Runtime 1.29 reads JMH's long command line to
 * the end of the stack.
 *
 * <pre>
 * ORT_DISABLE_TELEMETRY=1 java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
 *   -cp 'benchmarks/target/benchmarks/lib/*' org.openjdk.jmh.Main EncodingBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up first.
public class EncodingBenchmark {
    /** Which bundle of {@code deploy/models}. */
    @Param({"d16", "pairwise"})
    public String model;
    /** Sequences per run. */
    @Param({"1", "16", "64"})
    public int batch;

    private EncodingModel encoding;
    private List<Sequence> sequences;

    /** Loads the bundle. */
    @Setup(Level.Trial)
    public void load() {
        encoding = EncodingModel.load(ModelBundle.open(Path.of("deploy", "models", model)));
        sequences = IntStream.range(0, batch).mapToObj(body -> Bodies.sequence(body, encoding.spec().frames()))
                .toList();
    }

    /** Frees the session. */
    @TearDown(Level.Trial)
    public void close() {
        encoding.close();
    }

    /** One run of the bundle's graph. */
    @Benchmark
    public List<float[]> onnxRuntime() throws OrtException {
        return encoding.encode(sequences);
    }

    /** The same by loops. */
    @Benchmark
    public List<float[]> plainJava() {
        return model.equals("d16")
                ? sequences.stream().map(PlainDescriptors::d16).toList()
                : sequences.stream().map(PlainDescriptors::pairwise).toList();
    }
}
