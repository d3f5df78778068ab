package gaitkeeper.ingest;

import gaitkeeper.core.JointFlag;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.SourceJoints;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A body as read, before its message's other fields are known: they may follow it. Reused. */
final class RawBody extends RawObject {
    /** Confidence of a joint that the SDK guessed, where it gives no number (specs/skeleton-sources.md, section 8). */
    private static final float INFERRED = 0.4f;

    private final SourceJoints joints = new SourceJoints();
    private final float[] confidences = new float[SourceJoints.MAX];
    private final boolean[] absent = new boolean[SourceJoints.MAX];
    private int jointCount;
    private int confidenceCount;

    @Nullable
    String track;
    @Nullable
    String flags;

    @Override
    void clear(int start) {
        super.clear(start);
        jointCount = 0;
        confidenceCount = 0;
        Arrays.fill(absent, false);
        track = null;
        flags = null;
    }

    /** Whether another joint fits; joints beyond are counted and not kept. */
    boolean keepsJoint() {
        return jointCount < SourceJoints.MAX;
    }

    int jointCount() {
        return jointCount;
    }

    void addJoint(float x, float y, float z) {
        joints.place(jointCount++, x, y, z);
    }

    void addAbsentJoint() {
        if (keepsJoint()) {
            absent[jointCount] = true;
        }
        jointCount++;
    }

    int confidenceCount() {
        return confidenceCount;
    }

    void addConfidence(float confidence) {
        if (confidenceCount < SourceJoints.MAX) {
            confidences[confidenceCount] = confidence;
        }
        confidenceCount++;
    }

    boolean confidenceGiven() {
        return has(Field.CONF);
    }

    /**
     * The joints with everything said about them.
     *
     * @throws MalformedException if their numbers do not fit the layout
     */
    SourceJoints joints(int expected) {
        checkCounts(expected);
        for (int joint = 0; joint < expected; joint++) {
            JointFlag flag = flag(joint);
            float confidence = confidenceGiven() ? confidences[joint] : flag == JointFlag.INFERRED ? INFERRED : 1;
            if (absent[joint] || flag == JointFlag.MISSING || confidence == 0 || joints.atOrigin(joint)) {
                joints.miss(joint);
            } else {
                joints.trust(joint, confidence, flag);
            }
        }
        return joints;
    }

    private void checkCounts(int expected) {
        require(has(Field.JOINTS_M), "joints_m");
        checkCount("joints_m", jointCount, expected);
        if (confidenceGiven()) {
            checkCount("conf", confidenceCount, expected);
        }
        if (flags != null && flags.length() != 1) {
            checkCount("flag", flags.length(), expected);
        }
    }

    private static void checkCount(String field, int count, int expected) {
        if (count != expected) {
            throw new MalformedException(Reason.WRONG_JOINT_COUNT,
                    field + " has " + count + " entries, but the message's source has " + expected + " joints");
        }
    }

    private JointFlag flag(int joint) {
        if (flags == null) {
            return JointFlag.OBSERVED;
        }
        return switch (flags.charAt(flags.length() == 1 ? 0 : joint)) {
            case 'O' -> JointFlag.OBSERVED;
            case 'D' -> JointFlag.DERIVED;
            case 'I' -> JointFlag.INFERRED;
            case 'M' -> JointFlag.MISSING;
            default -> throw new MalformedException(Reason.BAD_FIELD, "flag may hold the letters O, D, I and M only");
        };
    }
}
