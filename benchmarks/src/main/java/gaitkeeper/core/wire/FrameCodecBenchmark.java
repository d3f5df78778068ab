package gaitkeeper.core.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.Skeleton;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One frame to bytes and back, all checks included, against Jackson with the same content as JSON.
 *
 * <pre>
 * java --sun-misc-unsafe-memory-access=allow -cp 'benchmarks/target/benchmarks/lib/*' org.openjdk.jmh.Main FrameCodecBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameCodecBenchmark {
    private final ObjectMapper json = new ObjectMapper();
    private final float[][] joints = new float[Skeleton.K25][3];
    private byte[] wire = {};
    private byte[] text = {};

    /**
     * The same content for Jackson.
     *
     * @param layout the source's joint list
     * @param eventTimeNs nanoseconds since the epoch
     * @param receivedNs nanoseconds since the epoch
     * @param joints metres
     * @param confidence per joint
     */
    @SuppressWarnings("ArrayRecordComponent") // Only carried through Jackson, never compared.
    public record JsonFrame(String layout, long eventTimeNs, long receivedNs, float[][] joints, float[] confidence) {}

    /** Makes a frame up. */
    @Setup
    public void makeUp() throws JsonProcessingException {
        var random = new Random(1);
        for (float[] joint : joints) {
            for (int axis = 0; axis < 3; axis++) {
                joint[axis] = random.nextFloat(-2, 2);
            }
        }
        wire = encode();
        text = encodeJson();
    }

    /** Joints to wire form. */
    @Benchmark
    public byte[] encode() {
        Frame.Builder frame = Frame.builder(Layout.KINECT_V2, Geometry.K1).times(1_700_000_000_000_000_000L, 1);
        for (int slot = 0; slot < joints.length; slot++) {
            float[] at = joints[slot];
            frame.joint(slot, at[0], at[1], at[2], 1, JointFlag.OBSERVED);
        }
        return Topics.FRAME.encode(frame.build());
    }

    /** Joints to JSON. */
    @Benchmark
    public byte[] encodeJson() throws JsonProcessingException {
        return json.writeValueAsBytes(
                new JsonFrame("kinect_v2", 1_700_000_000_000_000_000L, 1, joints, new float[joints.length]));
    }

    /** Checks a wire form and reads all joints. */
    @Benchmark
    public float decode() {
        Frame frame = Topics.FRAME.decode(wire);
        float sum = 0;
        for (int slot = 0; slot < joints.length; slot++) {
            sum += frame.joint(slot, 0) + frame.joint(slot, 1) + frame.joint(slot, 2);
        }
        return sum;
    }

    /** Checks a wire form only, as every stage does that hands frames on. */
    @Benchmark
    public Frame validate() {
        return Topics.FRAME.decode(wire);
    }

    /** Reads JSON and all joints. */
    @Benchmark
    public float decodeJson() throws IOException {
        JsonFrame frame = json.readValue(text, JsonFrame.class);
        float sum = 0;
        for (float[] joint : frame.joints) {
            sum += joint[0] + joint[1] + joint[2];
        }
        return sum;
    }
}
