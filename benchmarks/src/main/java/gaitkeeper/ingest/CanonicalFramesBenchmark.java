package gaitkeeper.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.Skeleton;
import gaitkeeper.core.TrackId;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One message of six Kinect v2 bodies to frames, as JSON and in binary, against Jackson's tree. The rival checks less: it reports
 * nothing, and one bad body would lose the message. JSON spends most of its time on the digits of 450 numbers.
 *
 * <pre>
 * java --sun-misc-unsafe-memory-access=allow -cp 'benchmarks/target/benchmarks/lib/*' org.openjdk.jmh.Main CanonicalFramesBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
public class CanonicalFramesBenchmark {
    private static final int BODIES = 6;
    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

    private final CanonicalFrames reader = new CanonicalFrames(InstantSource.fixed(NOW), CanonicalFrames.Times.DEFAULT);
    private final ObjectMapper json = new ObjectMapper();
    private final byte[] message = message().getBytes(UTF_8);
    private final byte[] binary = binary();

    private static String message() {
        var random = new Random(1);
        var bodies = new StringJoiner(",", "[", "]");
        for (int body = 0; body < BODIES; body++) {
            bodies.add("{\"track\":\"" + body + "\",\"joints_m\":" + joints(random) + "}");
        }
        return "{\"v\":1,\"sensor\":\"cam-07\",\"session\":\"2f0c\",\"source\":\"kinect_v2\",\"event_time_ns\":"
                + NOW.getEpochSecond() + "000000000,\"bodies\":" + bodies + "}";
    }

    private static String joints(Random random) {
        var joints = new StringJoiner(",", "[", "]");
        for (int joint = 0; joint < Skeleton.K25; joint++) {
            joints.add(String.format(Locale.ROOT, "[%.4f,%.4f,%.4f]", random.nextFloat(-1, 1), random.nextFloat(-1, 1),
                    random.nextFloat(2, 3)));
        }
        return joints.toString();
    }

    private static byte[] binary() {
        var random = new Random(1);
        var writer = new BinaryMessageWriter("cam-07", "2f0c", Layout.KINECT_V2)
                .begin(NOW.getEpochSecond() * 1_000_000_000);
        for (int body = 0; body < BODIES; body++) {
            float[] joints = new float[Skeleton.K25 * 3];
            for (int i = 0; i < joints.length; i++) {
                joints[i] = random.nextFloat(-1, 1);
            }
            writer.body(Integer.toString(body), joints);
        }
        return writer.end();
    }

    /** The same message in binary. */
    @Benchmark
    public CanonicalFrames.Result binaryFrames() {
        return reader.parse(binary, CanonicalFrames.Form.VALUES);
    }

    /** As ingest reads it. */
    @Benchmark
    public CanonicalFrames.Result jsonFrames() {
        return reader.parse(message, CanonicalFrames.Form.VALUES);
    }

    /** By way of a tree. */
    @Benchmark
    public List<Tracked> jacksonTree() throws IOException {
        JsonNode root = json.readTree(message);
        long time = root.get("event_time_ns").asLong();
        List<Tracked> frames = new ArrayList<>();
        for (JsonNode body : root.get("bodies")) {
            var track = new TrackId(root.get("sensor").asText(), root.get("session").asText(),
                    body.get("track").asText());
            frames.add(new Tracked(track, frame(body.get("joints_m"), time)));
        }
        return frames;
    }

    private static Frame frame(JsonNode joints, long time) {
        Frame.Builder frame = Frame.builder(Layout.KINECT_V2, Geometry.K1).times(time, time);
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            JsonNode at = joints.get(slot);
            frame.joint(slot, at.get(0).floatValue(), at.get(1).floatValue(), at.get(2).floatValue(), 1,
                    JointFlag.OBSERVED);
        }
        return frame.build();
    }

    /**
     * A frame and whose it is.
     *
     * @param track whose
     * @param frame the frame
     */
    public record Tracked(TrackId track, Frame frame) {}
}
