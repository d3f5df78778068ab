package gaitkeeper.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gaitkeeper.core.Axes;
import gaitkeeper.core.Frame;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.JointMap;
import gaitkeeper.core.Layout;
import gaitkeeper.core.SourceJoints;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Result;
import gaitkeeper.ingest.check.CheckConfig;
import gaitkeeper.ingest.check.Finding;
import gaitkeeper.ingest.check.StreamCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Documents to frames, a body at a time: Azure Kinect's JSON (32 joints) beside a plain Jackson tree of the same document,
 * Northwestern-UCLA's JSON (20 joints), KGBD's text, NVIDIA's protobuf, and the joints of a body alone, as a binary source has them.
 * One operation is one body; the documents hold {@value #BODIES}. On a machine that others use too, {@link FormatCpu}.
 *
 * <pre>
 * java -XX:+UseParallelGC --sun-misc-unsafe-memory-access=allow -cp 'benchmarks/target/benchmarks/lib/*' org.openjdk.jmh.Main FormatBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseParallelGC")
@OperationsPerInvocation(FormatBenchmark.BODIES)
public class FormatBenchmark {
    static final int BODIES = 64;
    private static final Layout AZURE = Layout.AZURE_KINECT_32;

    private final float[] joints = joints();
    private final byte[] azure = azure();
    private final byte[] ucla = ucla();
    private final byte[] kgbd = kgbd();
    private final byte[][] protobuf = protobuf();
    private final FormatReader azureReader = reader(Format.AZURE);
    private final FormatReader uclaReader = reader(Format.NW_UCLA);
    private final FormatReader kgbdReader = reader(Format.KGBD);
    private final FormatReader protobufReader = reader(Format.NVIDIA_PROTOBUF);
    private final ObjectMapper json = new ObjectMapper();
    private final SourceJoints source = new SourceJoints();
    private final Frame.Builder builder = Frame.builder(AZURE, JointMap.of(AZURE).geometry());
    private final List<Frame> frames = azureReader.parse(azure, Form.VALUES).frames().stream()
            .map(accepted -> accepted.frame()).toList();
    private final StreamCheck check = new StreamCheck(CheckConfig.DEFAULT);

    private static FormatReader reader(Format format) {
        return new FormatReader(Optional.of(format), SourceSetup.of("cam", "0"));
    }

    private static float[] joints() {
        var random = new Random(1);
        float[] joints = new float[34 * 3];
        for (int i = 0; i < joints.length; i++) {
            joints[i] = i % 3 == 2 ? random.nextFloat(2000, 3000) : random.nextFloat(-1000, 1000);
        }
        return joints;
    }

    private String points(int count, String pattern, float scale) {
        var points = new StringJoiner(",", "[", "]");
        for (int i = 0; i < count; i++) {
            points.add(String.format(Locale.ROOT, pattern, scale * joints[3 * i], scale * joints[3 * i + 1],
                    scale * joints[3 * i + 2]));
        }
        return points.toString();
    }

    private byte[] azure() {
        var all = new StringJoiner(",", "{\"frames\":[", "]}");
        for (int body = 0; body < BODIES; body++) {
            all.add("{\"timestamp_usec\":" + 33_333L * body + ",\"bodies\":[{\"body_id\":1,\"joint_positions\":"
                    + points(32, "[%.3f,%.3f,%.3f]", 1) + "}]}");
        }
        return all.toString().getBytes(UTF_8);
    }

    private byte[] ucla() {
        var all = new StringJoiner(",", "{\"file_name\":\"x\",\"skeletons\":[", "]}");
        for (int body = 0; body < BODIES; body++) {
            all.add(points(20, "[%.6f, %.6f, %.6f]", 0.001f));
        }
        return all.toString().getBytes(UTF_8);
    }

    private byte[] kgbd() {
        var all = new StringBuilder();
        for (int body = 0; body < BODIES; body++) {
            for (int joint = 0; joint < 20; joint++) {
                all.append(String.format(Locale.ROOT, "%s;%.7f;%.7f;%.6f\r\n",
                        Layout.KGBD_RAW20.jointNames().get(joint), joints[3 * joint] / 1000,
                        joints[3 * joint + 1] / 1000, joints[3 * joint + 2] / 1000));
            }
        }
        return all.toString().getBytes(UTF_8);
    }

    private byte[][] protobuf() {
        var pose = new ByteArrayOutputStream();
        message(pose, 1, "pose3D".getBytes(UTF_8));
        for (int joint = 0; joint < 34; joint++) {
            var point = new ByteArrayOutputStream();
            message(point, 1, Layout.NVIDIA_BODY34.jointNames().get(joint).getBytes(UTF_8));
            message(point, 2, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putFloat(joints[3 * joint])
                    .putFloat(joints[3 * joint + 1]).putFloat(joints[3 * joint + 2]).putFloat(0.8f).array());
            message(pose, 2, point.toByteArray());
        }
        var object = new ByteArrayOutputStream();
        message(object, 1, "323".getBytes(UTF_8));
        message(object, 7, pose.toByteArray());
        var frame = new ByteArrayOutputStream();
        message(frame, 4, "lobby".getBytes(UTF_8));
        message(frame, 5, object.toByteArray());
        byte[][] all = new byte[BODIES][];
        Arrays.fill(all, frame.toByteArray());
        return all;
    }

    private static void message(ByteArrayOutputStream out, int field, byte[] content) {
        out.write(field << 3 | 2);
        int rest = content.length;
        for (; rest >= 128; rest >>>= 7) {
            out.write(rest & 127 | 128);
        }
        out.write(rest);
        out.writeBytes(content);
    }

    /** Azure Kinect's JSON as ingest reads it. */
    @Benchmark
    public Result azureJson() {
        return azureReader.parse(azure, Form.VALUES);
    }

    /** The same by way of a tree. */
    @Benchmark
    public List<Frame> azureJacksonTree() throws IOException {
        List<Frame> all = new ArrayList<>();
        for (JsonNode frame : json.readTree(azure).get("frames")) {
            for (JsonNode body : frame.get("bodies")) {
                JsonNode points = body.get("joint_positions");
                for (int joint = 0; joint < 32; joint++) {
                    JsonNode at = points.get(joint);
                    source.place(joint, -at.get(0).floatValue() / 1000, -at.get(1).floatValue() / 1000,
                            at.get(2).floatValue() / 1000);
                }
                JointMap.of(AZURE).write(source, builder.times(frame.get("timestamp_usec").longValue() * 1000, 0));
                all.add(builder.build());
            }
        }
        return all;
    }

    /** Its tokens alone, no number read: the most that is to be had with Jackson. */
    @Benchmark
    public int azureTokens() throws IOException {
        int tokens = 0;
        try (JsonParser parser = json.createParser(azure)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    /** Northwestern-UCLA's JSON. */
    @Benchmark
    public Result uclaJson() {
        return uclaReader.parse(ucla, Form.VALUES);
    }

    /** KGBD's text. */
    @Benchmark
    public Result kgbdText() {
        return kgbdReader.parse(kgbd, Form.VALUES);
    }

    /** NVIDIA's protobuf, a message a body. */
    @Benchmark
    public int protobufMessages() {
        int bodies = 0;
        for (byte[] message : protobuf) {
            bodies += protobufReader.parse(message, Form.VALUES).frames().size();
        }
        return bodies;
    }

    /** Unit, axes and K25 alone. */
    @Benchmark
    public int convertOnly() {
        int bodies = 0;
        for (int body = 0; body < BODIES; body++) {
            for (int joint = 0; joint < 32; joint++) {
                source.place(joint, joints[3 * joint], joints[3 * joint + 1], joints[3 * joint + 2]);
                source.trust(joint, 1, JointFlag.OBSERVED);
            }
            source.convert(32, Axes.CV, 0.001f);
            JointMap.of(AZURE).write(source, builder);
            bodies += builder.build().bytes().length;
        }
        return bodies;
    }

    /** What the self-checks cost a frame. */
    @Benchmark
    public int selfChecks() {
        int findings = 0;
        for (Frame frame : frames) {
            List<Finding> found = check.observe(new TrackId("cam", "0", "1"), frame);
            findings += found.size();
        }
        return findings;
    }
}
