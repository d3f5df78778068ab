package gaitkeeper.core;

/** Computes one K25 slot from joints of the source; the slot stays missing if one of them is. */
sealed interface JointOp {
    /** Computed joints count half where they lie outside of what was seen (specs/skeleton-sources.md, section 2). */
    float EXTRAPOLATED = 0.5f;

    /** Sets the slot. */
    void write(SourceJoints joints, Frame.Builder frame, int slot);

    /** Reads {@code mean(..)}, {@code lerp(..)} or {@code ext(..)}. */
    static JointOp parse(String word) {
        String[] arguments = arguments(word);
        return switch (word.substring(0, word.indexOf('('))) {
            case "mean" -> Mean.of(arguments);
            case "lerp" -> new Line(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]),
                    Float.parseFloat(arguments[2]), 1);
            case "ext" -> new Line(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]),
                    1 + Float.parseFloat(arguments[2]), EXTRAPOLATED);
            default -> throw new IllegalArgumentException(word);
        };
    }

    /** What stands between the brackets. */
    static String[] arguments(String word) {
        return word.substring(word.indexOf('(') + 1, word.length() - 1).split(",", -1);
    }

    /** The middle of some joints. */
    record Mean(Indices joints) implements JointOp {
        private static Mean of(String[] arguments) {
            int[] joints = new int[arguments.length];
            for (int i = 0; i < joints.length; i++) {
                joints[i] = Integer.parseInt(arguments[i]);
            }
            return new Mean(new Indices(joints));
        }

        @Override
        public void write(SourceJoints source, Frame.Builder frame, int slot) {
            float x = 0;
            float y = 0;
            float z = 0;
            float confidence = 1;
            for (int joint : joints.values()) {
                if (source.missing(joint)) {
                    return;
                }
                x += source.at(joint, 0);
                y += source.at(joint, 1);
                z += source.at(joint, 2);
                confidence = Math.min(confidence, source.confidence(joint));
            }
            int count = joints.values().length;
            frame.joint(slot, x / count, y / count, z / count, confidence, JointFlag.DERIVED);
        }
    }

    /** A point on the line through two joints: {@code from + share (to - from)}. */
    record Line(int from, int to, float share, float trust) implements JointOp {
        @Override
        public void write(SourceJoints source, Frame.Builder frame, int slot) {
            if (!source.missing(from) && !source.missing(to)) {
                frame.joint(slot, at(source, 0), at(source, 1), at(source, 2),
                        trust * Math.min(source.confidence(from), source.confidence(to)), JointFlag.DERIVED);
            }
        }

        private float at(SourceJoints source, int axis) {
            float start = source.at(from, axis);
            return start + share * (source.at(to, axis) - start);
        }
    }

    /** Indices of joints; a class, as records may not hold arrays. */
    final class Indices {
        private final int[] values;

        private Indices(int[] values) {
            this.values = values;
        }

        private int[] values() {
            return values;
        }
    }
}
