package gaitkeeper.ingest.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import gaitkeeper.core.Axes;
import gaitkeeper.core.Layout;
import gaitkeeper.core.SourceJoints;
import gaitkeeper.core.SyntheticPerson;
import gaitkeeper.core.Unit;
import gaitkeeper.ingest.cameras.Camera;
import gaitkeeper.ingest.cameras.Camera.Lens;
import gaitkeeper.ingest.cameras.CameraSet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A document of every format, with the synthetic person in two frames, written here after the formats' descriptions. */
final class Samples {
    /** Three cameras, the first where the sensor is. */
    static final CameraSet CAMERAS = new CameraSet(List.of(camera("cam01", 0, 0, 0), camera("cam02", 0.8, 2, 0.8),
            camera("cam03", -0.8, -2, 0.8)));

    private Samples() {}

    /** A camera at x and z that is turned about y. */
    private static Camera camera(String name, double turn, double x, double z) {
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        return new Camera(name, new Lens(1_000, 1_000, 500, 500, 0, 0, 0, 0),
                new double[]{cos, 0, sin, 0, 1, 0, -sin, 0, cos}, new double[]{x, 0, z});
    }

    private static String points(Camera camera) {
        SourceJoints joints = SyntheticPerson.as(Layout.OPENPOSE_BODY25B, Axes.CV, Unit.M);
        return IntStream.range(0, Layout.OPENPOSE_BODY25B.joints()).mapToObj(joint -> {
            double[] at = camera.see(new double[]{joints.at(joint, 0), joints.at(joint, 1), joints.at(joint, 2)});
            return String.format(Locale.ROOT, "%.3f,%.3f,0.9", 500 + 1_000 * at[0] / at[2],
                    500 + 1_000 * at[1] / at[2]);
        }).collect(Collectors.joining(","));
    }

    /** What has to be said besides the document. */
    static SourceSetup setup(Format format) {
        Map<String, String> more = switch (format) {
            case NUITRACK -> Map.of("axes", "LH_YUP");
            case OPENPOSE -> Map.of("axes", "CV", "unit", "m");
            case OPENPOSE_CAMERAS -> Map.of("layout", "openpose_body25b");
            case BVH -> Map.of("unit", "cm");
            default -> Map.of();
        };
        var all = new java.util.HashMap<>(more);
        all.put("sensor", "cam");
        SourceSetup setup = SourceSetup.from(all);
        return format == Format.OPENPOSE_CAMERAS ? setup.seenBy(CAMERAS) : setup;
    }

    static Layout layout(Format format) {
        return switch (format) {
            case KINECT2, NTU, BVH -> Layout.KINECT_V2;
            case KINECT1, MSR, UTKINECT, NW_UCLA -> Layout.KINECT_V1;
            case KGBD -> Layout.KGBD_RAW20;
            case AZURE -> Layout.AZURE_KINECT_32;
            case ZED -> Layout.ZED_BODY_38;
            case NUITRACK -> Layout.NUITRACK25;
            case OPENPOSE -> Layout.OPENPOSE_BODY25;
            case OPENPOSE_CAMERAS -> Layout.OPENPOSE_BODY25B;
            case MMPOSE -> Layout.COCO_WHOLEBODY133;
            case MEDIAPIPE -> Layout.MEDIAPIPE33;
            case NVIDIA, NVIDIA_PROTOBUF, DEEPSTREAM -> Layout.NVIDIA_BODY34;
        };
    }

    static byte[] document(Format format) {
        if (format == Format.NVIDIA_PROTOBUF) {
            return protobuf();
        }
        return text(format).getBytes(UTF_8);
    }

    private static String text(Format format) {
        return switch (format) {
            case KINECT2 -> frames(n -> "[{\"bodyIndex\":0,\"tracked\":true,\"trackingId\":\"72057594037928243\","
                    + "\"joints\":[" + joints(Layout.KINECT_V2, Axes.KINECT, Unit.M,
                            "{\"depthX\":0.5,\"cameraX\":%f,\"cameraY\":%f,\"cameraZ\":%f,\"orientationX\":0}")
                    + "]},{\"bodyIndex\":1,\"tracked\":false}]");
            case KINECT1 -> frames(n -> "{\"bodies\":[{\"trackingId\":7,\"trackingState\":\"Tracked\",\"joints\":{"
                    + named(Layout.KINECT_V1, Axes.KINECT, Unit.M,
                            "\"%s\":{\"position\":{\"x\":%f,\"y\":%f,\"z\":%f},\"trackingState\":\"Tracked\"}")
                    + "}}]}");
            case AZURE -> "{\"k4abt_sdk_version\":\"1.1\",\"joint_names\":[" + names(Layout.AZURE_KINECT_32)
                    + "],\"frames\":" + frames(n -> "{\"timestamp_usec\":" + (1_000_000 + n * 33_333)
                            + ",\"frame_id\":" + n
                            + ",\"num_bodies\":1,\"bodies\":[{\"body_id\":5,\"joint_positions\":["
                            + joints(Layout.AZURE_KINECT_32, Axes.CV, Unit.MM, "[%f,%f,%f]") + "]}]}")
                    + "}";
            case ZED -> frames(n -> "{\"timestamp\":" + (1_700_000_000_000_000_000L + n * 33_333_333L)
                    + ",\"is_new\":true,\"body_list\":[{\"id\":3,\"tracking_state\":\"OK\",\"keypoint\":["
                    + joints(Layout.ZED_BODY_38, Axes.CV, Unit.MM, "[%f,%f,%f]") + "],\"keypoint_confidence\":["
                    + repeat("90", 38) + "]}]}");
            case NUITRACK -> frames(n -> "{\"Timestamp\":\"" + (1_659_084_464_875_886L + n * 33_333)
                    + "\",\"Skeletons\":[{\"id\":\"1\",\"joints\":[" + named(Layout.NUITRACK25, Axes.LH_YUP, Unit.MM,
                            "{\"type\":\"%s\",\"confidence\":0.75,\"real\":[%f,%f,%f]}")
                    + "]}]}");
            case OPENPOSE -> frames(n -> "{\"version\":1.3,\"people\":[{\"person_id\":[-1],\"pose_keypoints_3d\":["
                    + joints(Layout.OPENPOSE_BODY25, Axes.CV, Unit.M, "%f,%f,%f,0.9") + "]}]}");
            case OPENPOSE_CAMERAS -> frames(n -> "{\"cameras\":{" + CAMERAS.cameras().stream()
                    .map(camera -> "\"" + camera.name() + "_json\":{\"people\":[{\"pose_keypoints_2d\":["
                            + points(camera)
                            + "]}]}")
                    .collect(Collectors.joining(",")) + "}}");
            case MMPOSE -> "{\"meta_info\":{},\"instance_info\":" + frames(n -> "{\"frame_id\":" + n
                    + ",\"instances\":[{\"keypoints\":["
                    + joints(Layout.COCO_WHOLEBODY133, Axes.CV, Unit.M, "[%f,%f,%f]") + "],\"keypoint_scores\":["
                    + repeat("0.9", 133) + "],\"track_id\":3}]}") + "}";
            case MEDIAPIPE -> frames(n -> "{\"timestamp_ms\":" + n * 33 + ",\"worldLandmarks\":[["
                    + joints(Layout.MEDIAPIPE33, Axes.CV, Unit.M,
                            "{\"x\":%f,\"y\":%f,\"z\":%f,\"visibility\":0.9,\"presence\":0.8}")
                    + "]]}");
            case NVIDIA -> frames(n -> "{\"version\":\"4.0\",\"id\":\"" + n + "\",\"@timestamp\":\"2018-04-11T04:59:59."
                    + (828 + n)
                    + "Z\",\"sensorId\":\"lobby\",\"objects\":[\"323|1800|140|1800|190|Person|#|hat|#|pose3D|"
                    + named(Layout.NVIDIA_BODY34, Axes.CV, Unit.MM, "%s,%f,%f,%f,0.8").replace(",left", "|left")
                            .replace(",right", "|right").replaceAll(",(torso|neck|nose)", "|$1")
                    + "\"]}");
            case DEEPSTREAM -> "[{\"num_frames_in_batch\":1,\"batches\":"
                    + frames(n -> "{\"batch_id\":0,\"frame_num\":" + n + ",\"ntp_timestamp\":"
                            + (1_700_000_000_000_000_000L + n * 33_333_333L)
                            + ",\"objects\":[{\"object_id\":3,\"pose3d\":["
                            + joints(Layout.NVIDIA_BODY34, Axes.CV, Unit.MM, "%f,%f,%f,0.9") + "]}]}")
                    + "}]";
            case NTU -> "2\n" + two(n -> "1\n72057594037931101 0 1 1 1 1 0 0.01 -0.2 2\n25\n"
                    + joints(Layout.KINECT_V2, Axes.KINECT, Unit.M, "%f %f %f 1 2 3 4 0.1 0.2 0.3 0.4 2").replace(",",
                            "\n")
                    + "\n");
            case MSR -> two(n -> lines(Layout.KINECT_V1, new int[]{4, 8, 2, 1, 12, 16, 0, 5, 9, 6, 10, 7, 11, 13, 17,
                14, 18, 15, 19, 3}, "%f %f %f 1.0"));
            case UTKINECT -> two(n -> (56 + 2 * n) + " "
                    + joints(Layout.KINECT_V1, Axes.KINECT, Unit.M, "%f %f %f").replace(",", " ") + "\n");
            case NW_UCLA -> "{\"file_name\":\"a01\",\"skeletons\":"
                    + frames(n -> "[" + joints(Layout.KINECT_V1, Axes.KINECT, Unit.M, "[%f, %f, %f]") + "]") + "}";
            case KGBD -> two(n -> named(Layout.KGBD_RAW20, Axes.KINECT, Unit.M, "%s;%f;%f;%f").replace(",", "\r\n")
                    + "\r\n");
            case BVH -> bvh();
            case NVIDIA_PROTOBUF -> throw new IllegalArgumentException();
        };
    }

    private static String frames(IntFunction<String> frame) {
        return "[" + frame.apply(0) + "," + frame.apply(1) + "]";
    }

    private static String two(IntFunction<String> frame) {
        return frame.apply(0) + frame.apply(1);
    }

    private static String repeat(String word, int count) {
        return IntStream.range(0, count).mapToObj(_ -> word).collect(Collectors.joining(","));
    }

    private static String names(Layout layout) {
        return layout.jointNames().stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
    }

    private static String joints(Layout layout, Axes axes, Unit unit, String pattern) {
        SourceJoints joints = SyntheticPerson.as(layout, axes, unit);
        return IntStream.range(0, layout.joints()).mapToObj(joint -> String.format(Locale.ROOT, pattern,
                joints.at(joint, 0), joints.at(joint, 1), joints.at(joint, 2))).collect(Collectors.joining(","));
    }

    private static String named(Layout layout, Axes axes, Unit unit, String pattern) {
        SourceJoints joints = SyntheticPerson.as(layout, axes, unit);
        return IntStream.range(0, layout.joints()).mapToObj(joint -> String.format(Locale.ROOT, pattern,
                layout.jointNames().get(joint), joints.at(joint, 0), joints.at(joint, 1), joints.at(joint, 2)))
                .collect(Collectors.joining(","));
    }

    private static String lines(Layout layout, int[] order, String pattern) {
        SourceJoints joints = SyntheticPerson.as(layout, Axes.KINECT, Unit.M);
        var lines = new StringBuilder();
        for (int joint : order) {
            lines.append(String.format(Locale.ROOT, pattern, joints.at(joint, 0), joints.at(joint, 1),
                    joints.at(joint, 2))).append('\n');
        }
        return lines.toString();
    }

    /** Offsets alone: a body that is not turned at any joint, in centimetres. */
    private static String bvh() {
        var text = new StringBuilder("HIERARCHY\nROOT Hips\n{\nOFFSET 0 0 0\n"
                + "CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation\n");
        List<String> chains = List.of("1 Spine|20 Spine2|2 Neck|3 Head", "20 Chest0|4 LeftArm|5 LeftForeArm|6 LeftHand",
                "20 Chest1|8 RightArm|9 RightForeArm|10 RightHand",
                "12 LeftUpLeg|13 LeftLeg|14 LeftFoot|15 LeftToeBase",
                "16 RightUpLeg|17 RightLeg|18 RightFoot|19 RightToeBase");
        int joints = 0;
        for (String chain : chains) {
            int parent = 0;
            String[] links = chain.split("\\|", -1);
            for (String link : links) {
                int slot = Integer.parseInt(link.substring(0, link.indexOf(' ')));
                double[] here = SyntheticPerson.slot(slot);
                double[] from = SyntheticPerson.slot(parent);
                text.append(String.format(Locale.ROOT, "JOINT %s\n{\nOFFSET %f %f %f\nCHANNELS 3 Zrotation Xrotation"
                        + " Yrotation\n", link.substring(link.indexOf(' ') + 1), 100 * (here[0] - from[0]),
                        100 * (here[1] - from[1]), 100 * (here[2] - from[2])));
                parent = slot;
                joints++;
            }
            text.append("End Site\n{\nOFFSET 0 0 1\n}\n").append("}\n".repeat(links.length));
        }
        double[] root = SyntheticPerson.slot(0);
        var motion = new StringJoiner(" ");
        motion.add(String.format(Locale.ROOT, "%f %f %f 0 0 0", 100 * root[0], 100 * root[1], 100 * root[2]));
        motion.add("0 0 0 ".repeat(joints).strip());
        return text + "}\nMOTION\nFrames: 2\nFrame Time: 0.0333333\n" + motion + "\n" + motion + "\n";
    }

    private static byte[] protobuf() {
        SourceJoints joints = SyntheticPerson.as(Layout.NVIDIA_BODY34, Axes.CV, Unit.MM);
        var pose = new ByteArrayOutputStream();
        message(pose, 1, "pose3D".getBytes(UTF_8));
        for (int joint = 0; joint < 34; joint++) {
            var point = new ByteArrayOutputStream();
            message(point, 1, Layout.NVIDIA_BODY34.jointNames().get(joint).getBytes(UTF_8));
            message(point, 2, ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putFloat(joints.at(joint, 0))
                    .putFloat(joints.at(joint, 1)).putFloat(joints.at(joint, 2)).putFloat(0.8f).array());
            message(pose, 2, point.toByteArray());
        }
        var object = new ByteArrayOutputStream();
        message(object, 1, "323".getBytes(UTF_8));
        object.write(4 << 3 | 5);
        object.writeBytes(new byte[]{0, 0, (byte) 128, 63});
        message(object, 7, pose.toByteArray());
        var frame = new ByteArrayOutputStream();
        message(frame, 1, "4.0".getBytes(UTF_8));
        message(frame, 5, object.toByteArray());
        message(frame, 3, new byte[]{8, (byte) 0x80, (byte) 0xe2, (byte) 0xcf, (byte) 0xaa, 6, 16, 100});
        message(frame, 4, "lobby".getBytes(UTF_8));
        return frame.toByteArray();
    }

    private static void message(ByteArrayOutputStream out, int field, byte[] content) {
        out.write(field << 3 | 2);
        for (int rest = content.length;; rest >>>= 7) {
            if (rest < 128) {
                out.write(rest);
                break;
            }
            out.write(rest & 127 | 128);
        }
        out.writeBytes(content);
    }
}
