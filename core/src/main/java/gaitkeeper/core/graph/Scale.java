package gaitkeeper.core.graph;

/** How finely a body is divided; a coarse node stands at the mean of its joints. */
public enum Scale {
    /** Every joint a node: 20, 25 or 14. */
    JOINT,
    /** The joints and the middle of every bone: 2J - 1 nodes (SM-SGE). */
    HYPER_JOINT,
    /** Ten parts: upper and lower limbs, torso, head. */
    PART,
    /** Five parts: limbs and torso. */
    BODY,
    /** Three parts: upper, middle, lower. */
    HYPER_BODY
}
