package gaitkeeper.ingest.check;

import gaitkeeper.core.Axes;
import gaitkeeper.core.Frame;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.JointMap;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Skeleton;
import gaitkeeper.core.SourceJoints;
import gaitkeeper.core.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What can be wrong with a stream, done to frames of a good one. */
enum Fault {
    NONE(null), UNIT_MM(Check.UNIT), UNIT_CM(Check.UNIT), UNIT_INCH(Check.UNIT), UNIT_FOOT(Check.UNIT), AXES_CV(
            Check.UP), AXES_LH_YUP(Check.MIRRORED), AXES_GL(Check.PLACE), AXES_RH_ZUP(Check.UP), AXES_LH_ZUP(
                    Check.UP), AXES_ROS(Check.UP), MIRRORED(Check.MIRRORED), SIDES_SWAPPED(
                            Check.MIRRORED), ARMS_SWAPPED(Check.JOINTS), OTHER_ORDER(Check.JOINTS), ELBOWS_AND_WRISTS(
                                    Check.JOINTS), KNEES_AND_ANKLES(Check.JOINTS), SHUFFLED(Check.JOINTS), RATE_HALVED(
                                            Check.RATE), CLOCK_BACK(Check.CLOCK), CLOCK_AHEAD(Check.CLOCK), ID_RETURNS(
                                                    Check.ID_REUSE), RESCALED(Check.RESCALED), FROZEN_WRIST(
                                                            Check.FROZEN);

    private static final int[][] BONES = {{20, 4}, {4, 5}, {5, 6}, {20, 8}, {8, 9}, {9, 10}, {0, 12}, {12, 13},
        {13, 14}, {0, 16}, {16, 17}, {17, 18}};
    private static final double[] TEMPLATE = {0.17, 0.28, 0.25, 0.17, 0.28, 0.25, 0.08, 0.45, 0.40, 0.08, 0.45, 0.40};

    private final Check expected;

    Fault(Check expected) {
        this.expected = expected;
    }

    /** The check that must find it. */
    Optional<Check> expected() {
        return Optional.ofNullable(expected);
    }

    /** The frames as a source with this fault would have given them; empty if they are refused outright. */
    Optional<List<Frame>> spoil(List<Frame> frames) {
        List<Frame> spoiled = new ArrayList<>();
        try {
            for (int i = 0; i < frames.size(); i += this == RATE_HALVED ? 2 : 1) {
                spoiled.add(spoil(frames.get(i), frames, i));
            }
        } catch (MalformedException _) {
            // A person 2.5 m away in millimetres is 2,500 m away in metres.
            return Optional.empty();
        }
        return Optional.of(spoiled);
    }

    private Frame spoil(Frame frame, List<Frame> all, int index) {
        return switch (this) {
            case NONE, RATE_HALVED -> frame;
            case UNIT_MM -> turned(frame, Axes.KINECT, 1 / Unit.MM.metres());
            case UNIT_CM -> turned(frame, Axes.KINECT, 1 / Unit.CM.metres());
            case UNIT_INCH -> turned(frame, Axes.KINECT, 1 / Unit.INCH.metres());
            case UNIT_FOOT -> turned(frame, Axes.KINECT, 1 / Unit.FOOT.metres());
            case AXES_CV -> turned(frame, Axes.CV, 1);
            case AXES_LH_YUP, MIRRORED -> turned(frame, Axes.LH_YUP, 1);
            case AXES_GL -> turned(frame, Axes.GL, 1);
            case AXES_RH_ZUP -> turned(frame, Axes.RH_ZUP, 1);
            case AXES_LH_ZUP -> turned(frame, Axes.LH_ZUP, 1);
            case AXES_ROS -> turned(frame, Axes.ROS, 1);
            case SIDES_SWAPPED -> builder(frame).swapSides().build();
            case ARMS_SWAPPED -> permuted(frame, 4, 8, 5, 9, 6, 10, 7, 11);
            case ELBOWS_AND_WRISTS -> permuted(frame, 5, 6, 9, 10);
            case KNEES_AND_ANKLES -> permuted(frame, 13, 14, 17, 18);
            case OTHER_ORDER -> otherOrder(frame);
            case SHUFFLED -> shuffled(frame);
            case CLOCK_BACK -> frame.at(frame.eventTimeNs() - (index % 30 >= 15 ? 2_000_000_000L : 0), 0);
            case CLOCK_AHEAD -> frame.at(frame.eventTimeNs() + index / 15 * 5_000_000_000L, 0);
            case ID_RETURNS -> frame.at(frame.eventTimeNs() + (index + 15) / 30 * 3_000_000_000L, 0);
            case RESCALED -> rescaled(frame);
            case FROZEN_WRIST -> frozen(frame, all.get(index / 30 * 30));
        };
    }

    private static Frame.Builder builder(Frame frame) {
        Frame.Builder builder = Frame.builder(frame.layout(), frame.geometry()).times(frame.eventTimeNs(), 0)
                .source(frame.metric(), frame.confidenceGiven(), frame.deviceClock());
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            builder.joint(slot, frame.joint(slot, 0), frame.joint(slot, 1), frame.joint(slot, 2),
                    frame.confidence(slot), frame.flag(slot));
        }
        return builder;
    }

    private static Frame turned(Frame frame, Axes read, float scale) {
        Frame.Builder builder = builder(frame);
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            float[] at = new float[3];
            for (int axis = 0; axis < 3; axis++) {
                at[axis] = scale * read.sign(axis) * frame.joint(slot, read.sourceAxis(axis));
            }
            builder.joint(slot, at[0], at[1], at[2], frame.confidence(slot), frame.flag(slot));
        }
        return builder.build();
    }

    private static Frame permuted(Frame frame, int... pairs) {
        Frame.Builder builder = builder(frame);
        for (int i = 0; i < pairs.length; i += 2) {
            place(builder, pairs[i], frame, pairs[i + 1]);
            place(builder, pairs[i + 1], frame, pairs[i]);
        }
        return builder.build();
    }

    private static void place(Frame.Builder builder, int slot, Frame frame, int from) {
        builder.joint(slot, frame.joint(from, 0), frame.joint(from, 1), frame.joint(from, 2), frame.confidence(from),
                frame.flag(from));
    }

    /** Kinect v1 joints read as if they came in KGBD's order. */
    private static Frame otherOrder(Frame frame) {
        var joints = new SourceJoints();
        for (int joint = 0; joint < Skeleton.K20; joint++) {
            int slot = Skeleton.k25SlotOf(joint);
            joints.place(joint, frame.joint(slot, 0), frame.joint(slot, 1), frame.joint(slot, 2));
            if (frame.flag(slot) == JointFlag.MISSING) {
                joints.miss(joint);
            }
        }
        Frame.Builder builder = builder(frame);
        JointMap.of(Layout.KGBD_RAW20).write(joints, builder);
        return builder.build();
    }

    private static Frame shuffled(Frame frame) {
        var random = new Random(3);
        Frame.Builder builder = builder(frame);
        int[] order = random.ints(0, 20).distinct().limit(20).toArray();
        for (int slot = 0; slot < 20; slot++) {
            place(builder, slot, frame, order[slot]);
        }
        return builder.build();
    }

    /** Bones of one length for everybody, hanging together. */
    private static Frame rescaled(Frame frame) {
        Frame.Builder builder = builder(frame);
        for (int i = 0; i < BONES.length; i++) {
            int from = BONES[i][0];
            int to = BONES[i][1];
            double length = Math.max(1e-6, BodyMeasures.distance(frame, from, to));
            float[] at = new float[3];
            for (int axis = 0; axis < 3; axis++) {
                at[axis] = (float) (builder.joint(from, axis)
                        + (frame.joint(to, axis) - frame.joint(from, axis)) / length * TEMPLATE[i]);
            }
            builder.joint(to, at[0], at[1], at[2], frame.confidence(to), frame.flag(to));
        }
        return builder.build();
    }

    private static Frame frozen(Frame frame, Frame first) {
        Frame.Builder builder = builder(frame);
        place(builder, 10, first, 10);
        return builder.build();
    }
}
