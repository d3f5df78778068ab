package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
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

    /**
     * A coordinate of the joint that comes next, in metres.
     *
     * @throws MalformedException if it is not finite, or farther than {@value Frame#MAX_COORDINATE} m
     */
    float coordinate(double value) {
        // Written so that NaN fails too.
        if (!(Math.abs(value) <= Frame.MAX_COORDINATE)) {
            throw badNumber("joints_m", jointCount, value, "lies outside ±100 m; send metres");
        }
        return (float) value;
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

    /**
     * Adds a confidence; those beyond the last joint are counted and not kept.
     *
     * @throws MalformedException if it does not lie in 0 to 1
     */
    void addConfidence(double confidence) {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw badNumber("conf", confidenceCount, confidence, "lies outside 0..1; scale it");
        }
        if (confidenceCount < SourceJoints.MAX) {
            confidences[confidenceCount] = (float) confidence;
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

    private static MalformedException badNumber(String field, int index, double value, String outside) {
        String what = field + "[" + index + "] ";
        return Double.isFinite(value)
                ? new MalformedException(Reason.OUT_OF_RANGE, what + outside)
                : new MalformedException(Reason.NOT_FINITE,
                        what + "is NaN or infinite; send null or 0 if missing");
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
