package gaitkeeper.recordings;

import java.util.List;
import java.util.Locale;

/** The Kinect Gait Biometry Dataset's joints, in the order of its files. */
final class Kgbd {
    static final int JOINTS = 20;

    /** Names in the order of the files, with the spelling of the files. */
    static final List<String> NAMES = List.of("Head", "Shoulder-Center", "Shoulder-Right", "Shoulder-Left",
            "Elbow-Right", "Elbow-Left", "Wrist-Right", "Wrist-Left", "Hand-Right", "Hand-Left", "Spine", "Hip-centro",
            "Hip-Right", "Hip-Left", "Knee-Right", "Knee-Left", "Ankle-Right", "Ankle-Left", "Foot-Right", "Foot-Left");

    private Kgbd() {}

    /** The name given to a person of a data set that numbers them, such as {@code p001}. */
    static String person(int number) {
        return String.format(Locale.ROOT, "p%03d", number);
    }
}
