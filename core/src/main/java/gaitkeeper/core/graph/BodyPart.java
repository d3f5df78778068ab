package gaitkeeper.core.graph;

import java.util.Locale;

/** The five parts of a body, in the order of the nodes of {@link Scale#BODY}. */
public enum BodyPart {
    /** Hip to foot. */
    LEFT_LEG,
    /** Hip to foot. */
    RIGHT_LEG,
    /** Trunk and head. */
    TORSO,
    /** Shoulder to hand. */
    LEFT_ARM,
    /** Shoulder to hand. */
    RIGHT_ARM;

    /** Its joints in bodies of J = 20, 25 or 14. */
    public int[] jointsOf(int joints) {
        return BodyGraph.of(joints, Scale.BODY).jointsOf(ordinal());
    }

    /** For programs, such as {@code left-leg}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
