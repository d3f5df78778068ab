package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats that can be read besides canonical JSON ({@code specs/skeleton-sources.md}, section 10). */
public enum Format {
    /** Kinect v2 web streams: kinect2, Kinectron. */
    KINECT2(30),
    /** Kinect v1 JSON bridges: joints by name. */
    KINECT1(30),
    /** Azure Kinect: what the offline processor writes, or one of its frames, live. */
    AZURE(30),
    /** ZED bodies. */
    ZED(30),
    /** Nuitrack skeletons. */
    NUITRACK(30),
    /** OpenPose, a file a frame. */
    OPENPOSE(30),
    /** OpenPose of several calibrated cameras at one moment. */
    OPENPOSE_CAMERAS(30),
    /** MMPose and RTMW3D. */
    MMPOSE(30),
    /** MediaPipe's world landmarks. */
    MEDIAPIPE(30),
    /** NVIDIA perception as JSON: minimal with bars, or nv.schema. */
    NVIDIA(30),
    /** NVIDIA perception as protobuf: {@code nv.Frame}. */
    NVIDIA_PROTOBUF(30),
    /** DeepStream's deepstream-bodypose-3d, {@code --save-pose}. */
    DEEPSTREAM(30),
    /** NTU RGB+D {@code .skeleton}. */
    NTU(30),
    /** MSR Action3D text, 20 lines a frame. */
    MSR(15),
    /** UTKinect-Action3D text, a line a frame. */
    UTKINECT(30),
    /** Northwestern-UCLA JSON. */
    NW_UCLA(30),
    /** Motion capture hierarchies. */
    BVH(30),
    /** KGBD text, {@code Name;x;y;z}. */
    KGBD(30);

    private final double framesPerSecond;

    Format(double framesPerSecond) {
        this.framesPerSecond = framesPerSecond;
    }

    /** The name used in addresses and on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    MessageFormat reader() {
        return switch (this) {
            case KINECT2 -> new KinectFormat(Layout.KINECT_V2);
            case KINECT1 -> new KinectFormat(Layout.KINECT_V1);
            case AZURE -> new AzureFormat();
            case ZED -> new ZedFormat();
            case NUITRACK -> new NuitrackFormat();
            case OPENPOSE -> new OpenPoseFormat();
            case OPENPOSE_CAMERAS -> new OpenPoseCamerasFormat();
            case MMPOSE -> new MmPoseFormat();
            case MEDIAPIPE -> new MediaPipeFormat();
            case NVIDIA -> new NvidiaFormat();
            case NVIDIA_PROTOBUF -> new NvidiaProtobuf();
            case DEEPSTREAM -> new DeepStreamFormat();
            case NTU -> new NtuFormat();
            case MSR -> new MsrFormat();
            case UTKINECT -> new UtKinectFormat();
            case NW_UCLA -> new NwUclaFormat();
            case BVH -> new BvhFormat();
            case KGBD -> new KgbdFormat();
        };
    }

    /** Rate taken for documents that give no times. */
    double framesPerSecond() {
        return framesPerSecond;
    }

    /**
     * Finds a format by its name.
     *
     * @throws MalformedException if there is none; the message lists what there is
     */
    public static Format ofId(String id) {
        return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst()
                .orElseThrow(() -> new MalformedException(Reason.UNKNOWN_FORMAT, "format must be auto or one of "
                        + Arrays.stream(values()).map(Format::id).collect(Collectors.joining(", "))));
    }
}
