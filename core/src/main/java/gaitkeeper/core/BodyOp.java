package gaitkeeper.core;

/** Computes one K25 slot from hips and shoulders; it counts half of the least sure joint it is made of. */
sealed interface BodyOp {
    /** Sets the slot. */
    void write(BodyFrame body, Frame.Builder frame, int slot);

    /** Reads {@code body(up,forward)} or {@code foot(knee,ankle)}. */
    static BodyOp parse(String word) {
        String[] arguments = JointOp.arguments(word);
        return word.startsWith("body")
                ? new Trunk(Float.parseFloat(arguments[0]), Float.parseFloat(arguments[1]))
                : new Foot(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    }

    /** A point from the middle of the hips, {@code up} and {@code forward} in lengths of the trunk. */
    record Trunk(float up, float forward) implements BodyOp {
        @Override
        public void write(BodyFrame body, Frame.Builder frame, int slot) {
            float t = body.trunk();
            frame.joint(slot, at(body, t, 0), at(body, t, 1), at(body, t, 2),
                    JointOp.EXTRAPOLATED * body.confidence(), JointFlag.DERIVED);
        }

        private float at(BodyFrame body, float trunk, int axis) {
            return body.hips(axis) + trunk * (up * body.up(axis) + forward * body.forward(axis));
        }
    }

    /** A foot before and below the ankle, in lengths of the shank; both arguments are K25 slots. */
    record Foot(int knee, int ankle) implements BodyOp {
        private static final float FORWARD = 0.26f;
        private static final float DOWN = 0.14f;

        @Override
        public void write(BodyFrame body, Frame.Builder frame, int slot) {
            if (frame.flag(knee) == JointFlag.MISSING || frame.flag(ankle) == JointFlag.MISSING) {
                return;
            }
            float dx = frame.joint(ankle, 0) - frame.joint(knee, 0);
            float dy = frame.joint(ankle, 1) - frame.joint(knee, 1);
            float dz = frame.joint(ankle, 2) - frame.joint(knee, 2);
            float shank = (float) Math.sqrt(dx * dx + dy * dy + dz * dz);
            frame.joint(slot, at(body, frame, shank, 0), at(body, frame, shank, 1), at(body, frame, shank, 2),
                    JointOp.EXTRAPOLATED * Math.min(body.confidence(),
                            Math.min(frame.confidence(knee), frame.confidence(ankle))),
                    JointFlag.DERIVED);
        }

        private float at(BodyFrame body, Frame.Builder frame, float shank, int axis) {
            return frame.joint(ankle, axis) + shank * (FORWARD * body.forward(axis) - DOWN * body.up(axis));
        }
    }
}
