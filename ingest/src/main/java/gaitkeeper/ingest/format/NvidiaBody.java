package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Bodies of NVIDIA perception, matched by name: the 34 points of BodyPose3DNet, or COCO's 18 where there is no pelvis. Bodies of 34
 * points are fitted to mean limb lengths by the model, so their size is no evidence.
 */
final class NvidiaBody {
    private static final Layout LAYOUT = Layout.NVIDIA_BODY34;
    /** For each joint of COCO-18, the one of the same name among the 34. */
    private static final int[] COCO = {15, 6, 21, 23, 25, 20, 22, 24, 2, 5, 8, 1, 4, 7, 17, 16, 19, 18};

    private NvidiaBody() {}

    /** Places a joint by name; names of no known joint are passed over. */
    static void place(PoseWriter out, String name, double x, double y, double z, double confidence) {
        int joint = LAYOUT.jointOf(name);
        if (joint >= 0) {
            out.place(joint, x, y, z);
            out.trust(joint, confidence);
        }
    }

    /** Finishes a body of pose3D. */
    static void end(PoseWriter out, String id) {
        out.guessedSize();
        if (out.placed(0)) {
            out.end(id, out.layout(LAYOUT));
            return;
        }
        var scratch = new PoseWriter.Scratch();
        for (int joint = 0; joint < COCO.length; joint++) {
            out.move(COCO[joint], joint, scratch);
        }
        out.take(scratch);
        out.end(id, out.layout(Layout.ZED_BODY_18));
    }

    /** Only pose3D has a place in space. */
    static void require3d(String type) {
        if (!type.equals("pose3D")) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "the pose is not pose3D: pose2D and pose25D are points of an image");
        }
    }

    /** Nanoseconds since the epoch of an RFC 3339 text. */
    static long time(String text) {
        try {
            Instant time = Instant.parse(text);
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        } catch (DateTimeParseException | ArithmeticException _) {
            throw new MalformedException(Reason.BAD_TIME, "the time stamp must be RFC 3339, UTC");
        }
    }
}
