package gaitkeeper.core;

import java.util.EnumMap;
import java.util.Map;

/** How one layout's joints become K25: an operator per slot, and the geometry its sensors have. The one definition of it. */
public final class JointMap {
    /*
     * specs/skeleton-sources.md, section 6, one row per layout, slots 0 to 24. A number copies that joint, lerp(a,b,t) is
     * a + t (b - a), and - is missing. A further layout is a further row; a further operator is a further record under Op.
     * Operators that need K25 slots (body, foot) belong in a second pass over the slots, after this one.
     */
    private static final Map<Layout, JointMap> MAPS = new EnumMap<>(Map.of(
            Layout.KINECT_V1, row(Geometry.K1,
                    "0 1 lerp(2,3,0.3) 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 2 - - - -"),
            Layout.KINECT_V2, row(Geometry.K2,
                    "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24"),
            Layout.KGBD_RAW20, row(Geometry.K1,
                    "11 10 lerp(1,0,0.3) 0 3 5 7 9 2 4 6 8 13 15 17 19 12 14 16 18 1 - - - -")));

    private final Geometry geometry;
    private final Op[] ops;

    private JointMap(Geometry geometry, Op[] ops) {
        this.geometry = geometry;
        this.ops = ops;
    }

    /**
     * The map of a layout.
     *
     * @throws MalformedException if this version has none
     */
    public static JointMap of(Layout layout) {
        JointMap map = MAPS.get(layout);
        if (map == null) {
            throw new MalformedException(Reason.UNKNOWN_LAYOUT, layout.id() + " has no map to K25 in this version");
        }
        return map;
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
        return ops[slot] instanceof Copy copy ? copy.joint() : -1;
    }

    /**
     * Sets all slots of a frame. A missing root, which has no parent to stand at, stands at the first slot that is there.
     *
     * @throws MalformedException if no joint is there
     */
    public void write(SourceJoints joints, Frame.Builder frame) {
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            ops[slot].write(joints, frame, slot);
        }
        if (frame.flag(0) == JointFlag.MISSING) {
            int slot = firstPresent(frame);
            frame.joint(0, frame.joint(slot, 0), frame.joint(slot, 1), frame.joint(slot, 2), 0, JointFlag.MISSING);
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

    private static JointMap row(Geometry geometry, String text) {
        String[] words = text.split(" ", Skeleton.K25);
        Op[] ops = new Op[Skeleton.K25];
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            ops[slot] = Op.parse(words[slot]);
        }
        return new JointMap(geometry, ops);
    }

    /** Fills one slot from joints of the source. */
    private sealed interface Op {
        void write(SourceJoints joints, Frame.Builder frame, int slot);

        static Op parse(String word) {
            if (word.equals("-")) {
                return new Missing();
            }
            if (!word.startsWith("lerp(")) {
                return new Copy(Integer.parseInt(word));
            }
            String[] arguments = word.substring("lerp(".length(), word.length() - 1).split(",", 3);
            return new Lerp(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]),
                    Float.parseFloat(arguments[2]));
        }
    }

    private record Missing() implements Op {
        @Override
        public void write(SourceJoints joints, Frame.Builder frame, int slot) {
            frame.joint(slot, 0, 0, 0, 0, JointFlag.MISSING);
        }
    }

    private record Copy(int joint) implements Op {
        @Override
        public void write(SourceJoints joints, Frame.Builder frame, int slot) {
            frame.joint(slot, joints.at(joint, 0), joints.at(joint, 1), joints.at(joint, 2), joints.confidence(joint),
                    joints.flag(joint));
        }
    }

    private record Lerp(int from, int to, float share) implements Op {
        @Override
        public void write(SourceJoints joints, Frame.Builder frame, int slot) {
            if (joints.missing(from) || joints.missing(to)) {
                frame.joint(slot, 0, 0, 0, 0, JointFlag.MISSING);
                return;
            }
            frame.joint(slot, between(joints, 0), between(joints, 1), between(joints, 2),
                    Math.min(joints.confidence(from), joints.confidence(to)), JointFlag.DERIVED);
        }

        private float between(SourceJoints joints, int axis) {
            float start = joints.at(from, axis);
            return start + share * (joints.at(to, axis) - start);
        }
    }
}
