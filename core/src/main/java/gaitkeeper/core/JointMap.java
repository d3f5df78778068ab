package gaitkeeper.core;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How one layout's joints become K25: an operator per slot, and the geometry its sensors have. The one definition of it; the
 * operators of each layout stand in {@code layouts.txt}.
 */
public final class JointMap {
    /*
     * Two passes, because body and foot need the shoulders and hips that the first one places. Copies come first by far and
     * are kept apart from the rest as two plain arrays.
     */
    private static final Map<Layout, JointMap> MAPS = new EnumMap<>(Layout.class);

    static {
        for (Layout layout : Layout.values()) {
            MAPS.put(layout, new JointMap(layout.geometry(), layout.operators()));
        }
    }

    private final Geometry geometry;
    /** Joint that each slot copies, or -1. */
    private final int[] copied = new int[Skeleton.K25];
    private final List<Computed> first = new ArrayList<>();
    private final List<BodyJoint> second = new ArrayList<>();

    /** A slot computed from joints of the source. */
    private record Computed(int slot, JointOp op) {}

    /** A slot computed from hips and shoulders. */
    private record BodyJoint(int slot, BodyOp op) {}

    private JointMap(Geometry geometry, List<String> words) {
        this.geometry = geometry;
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            add(slot, words.get(slot));
        }
    }

    private void add(int slot, String word) {
        copied[slot] = -1;
        if (word.startsWith("body") || word.startsWith("foot")) {
            second.add(new BodyJoint(slot, BodyOp.parse(word)));
        } else if (word.endsWith(")")) {
            first.add(new Computed(slot, JointOp.parse(word)));
        } else if (!word.equals("-")) {
            copied[slot] = Integer.parseInt(word);
        }
    }

    /** The map of a layout. */
    public static JointMap of(Layout layout) {
        return Objects.requireNonNull(MAPS.get(layout));
    }

    /** Where sensors of this layout place their joints. */
    public Geometry geometry() {
        return geometry;
    }

    /**
     * The joint that a slot copies.
     *
     * @param slot K25 slot
     * @return index in the layout's own order, or -1 if the slot is missing or computed
     */
    public int sourceOf(int slot) {
        return copied[slot];
    }

    /** Whether the feet come from toes or feet the source sees, and are not made up from the shins. */
    public boolean seesFeet() {
        return second.stream().noneMatch(joint -> joint.op() instanceof BodyOp.Foot);
    }

    /**
     * Sets all slots of a frame. A missing root, which has no parent to stand at, stands at the first slot that is there.
     *
     * @throws MalformedException if no joint is there
     */
    public void write(SourceJoints joints, Frame.Builder frame) {
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            int joint = copied[slot];
            if (joint < 0) {
                frame.joint(slot, 0, 0, 0, 0, JointFlag.MISSING);
            } else {
                frame.joint(slot, joints.at(joint, 0), joints.at(joint, 1), joints.at(joint, 2),
                        joints.confidence(joint), joints.flag(joint));
            }
        }
        for (Computed computed : first) {
            computed.op().write(joints, frame, computed.slot());
        }
        if (!second.isEmpty()) {
            writeBodyJoints(frame);
        }
        if (frame.flag(0) == JointFlag.MISSING) {
            int slot = firstPresent(frame);
            frame.joint(0, frame.joint(slot, 0), frame.joint(slot, 1), frame.joint(slot, 2), 0, JointFlag.MISSING);
        }
    }

    private void writeBodyJoints(Frame.Builder frame) {
        BodyFrame body = BodyFrame.of(frame);
        if (body.known()) {
            for (BodyJoint joint : second) {
                joint.op().write(body, frame, joint.slot());
            }
        }
    }

    private static int firstPresent(Frame.Builder frame) {
        for (int slot = 1; slot < Skeleton.K25; slot++) {
            if (frame.flag(slot) != JointFlag.MISSING) {
                return slot;
            }
        }
        throw new MalformedException(Reason.BAD_FIELD, "no joint is there; leave out bodies that are not tracked");
    }
}
