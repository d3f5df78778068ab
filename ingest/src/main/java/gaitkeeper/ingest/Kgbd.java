package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import java.util.List;
import java.util.Locale;

/** The Kinect Gait Biometry Dataset's joint order and its mapping to K25 ({@code skeleton-sources.md}, section 6.3). */
final class Kgbd {
    static final int JOINTS = 20;

    /** Names in the order of the files, with the spelling of the files. */
    static final List<String> NAMES = List.of("Head", "Shoulder-Center", "Shoulder-Right", "Shoulder-Left",
            "Elbow-Right", "Elbow-Left", "Wrist-Right", "Wrist-Left", "Hand-Right", "Hand-Left", "Spine", "Hip-centro",
            "Hip-Right", "Hip-Left", "Knee-Right", "Knee-Left", "Ankle-Right", "Ankle-Left", "Foot-Right", "Foot-Left");

    private static final int HEAD = 0;
    private static final int SHOULDER_CENTER = 1;
    private static final int NECK_SLOT = 2;
    private static final float NECK_SHARE = 0.3f;
    private static final int NONE = -1;

    /** Raw joint that feeds each K25 slot. The files list right before left; sides are kept correct here. */
    private static final int[] RAW_OF_SLOT = {11, 10, NONE, 0, 3, 5, 7, 9, 2, 4, 6, 8, 13, 15, 17, 19, 12, 14, 16, 18,
        1, NONE, NONE, NONE, NONE};

    private Kgbd() {}

    /** The name given to a person of the data set, such as {@code p001}. */
    static String person(int number) {
        return String.format(Locale.ROOT, "p%03d", number);
    }

    /** One coordinate of a frame in metres, by raw joint and axis. */
    @FunctionalInterface
    interface Coordinates {
        float at(int joint, int axis);
    }

    /** Makes the canonical frame. A joint at exactly (0,0,0) is one the sensor did not have: missing. */
    static Frame frame(Coordinates raw, long eventTimeNs, long receivedNs) {
        Frame.Builder frame = Frame.builder(Layout.KGBD_RAW20, Geometry.K1).times(eventTimeNs, receivedNs)
                .source(true, false, false);
        for (int slot = 0; slot < RAW_OF_SLOT.length; slot++) {
            int joint = RAW_OF_SLOT[slot];
            if (joint != NONE && present(raw, joint)) {
                frame.joint(slot, raw.at(joint, 0), raw.at(joint, 1), raw.at(joint, 2), 1, JointFlag.OBSERVED);
            }
        }
        if (present(raw, HEAD) && present(raw, SHOULDER_CENTER)) {
            frame.joint(NECK_SLOT, neck(raw, 0), neck(raw, 1), neck(raw, 2), 1, JointFlag.DERIVED);
        }
        rootFallback(raw, frame);
        return frame.build();
    }

    private static boolean present(Coordinates raw, int joint) {
        return raw.at(joint, 0) != 0 || raw.at(joint, 1) != 0 || raw.at(joint, 2) != 0;
    }

    private static float neck(Coordinates raw, int axis) {
        float from = raw.at(SHOULDER_CENTER, axis);
        return from + NECK_SHARE * (raw.at(HEAD, axis) - from);
    }

    /** A missing root has no parent to take its place from; it takes the first joint there is, and stays missing. */
    private static void rootFallback(Coordinates raw, Frame.Builder frame) {
        for (int joint = 0; joint < JOINTS && frame.flag(0) == JointFlag.MISSING; joint++) {
            if (present(raw, joint)) {
                frame.joint(0, raw.at(joint, 0), raw.at(joint, 1), raw.at(joint, 2), 0, JointFlag.MISSING);
                return;
            }
        }
    }
}
