package gaitkeeper.core;

/** The canonical joints: K25 (Kinect v2 order) and K20 (Kinect v1 order), see {@code specs/skeleton-sources.md} section 1. */
public final class Skeleton {
    /** Number of canonical joints. */
    public static final int K25 = 25;
    /** Number of joints of the Kinect v1 order. */
    public static final int K20 = 20;

    private static final int[] PARENTS = {-1, 0, 20, 2, 20, 4, 5, 6, 20, 8, 9, 10, 0, 12, 13, 14, 0, 16, 17, 18, 1, 7,
        6, 11,
        10};
    private static final int[] K20_FROM_K25 = {0, 1, 20, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19};
    private static final int[] MIRROR = {0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 16, 17, 18, 19, 12, 13, 14, 15, 20, 23,
        24, 21, 22};
    private static final String[] NAMES = {"SpineBase", "SpineMid", "Neck", "Head", "ShoulderLeft", "ElbowLeft",
        "WristLeft",
        "HandLeft", "ShoulderRight", "ElbowRight", "WristRight", "HandRight", "HipLeft", "KneeLeft", "AnkleLeft",
        "FootLeft", "HipRight", "KneeRight", "AnkleRight", "FootRight", "SpineShoulder", "HandTipLeft", "ThumbLeft",
        "HandTipRight", "ThumbRight"};

    private Skeleton() {}

    /** Parent slot of a K25 slot, or -1 for the root. */
    public static int parent(int slot) {
        return PARENTS[slot];
    }

    /** The slot of the same joint on the other side; itself in the middle. */
    public static int mirrorOf(int slot) {
        return MIRROR[slot];
    }

    /** K25 slot that feeds a K20 slot. */
    public static int k25SlotOf(int k20Slot) {
        return K20_FROM_K25[k20Slot];
    }

    /** Name of a K25 slot. */
    public static String name(int slot) {
        return NAMES[slot];
    }
}
