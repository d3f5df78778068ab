package gaitkeeper.ingest.check;

import java.util.Locale;

/** What is checked of a stream. */
public enum Check {
    /** The trunk has a human length in metres. */
    UNIT(true, "say the unit the source sends: unit=mm, cm, m, inch or foot"),
    /** The trunk points up. */
    UP(true, "say the axes of the source: axes=CV (y down), RH_ZUP, LH_ZUP or ROS (z up)"),
    /** The body is before the sensor, not behind it. */
    PLACE(true, "z points the wrong way: axes=GL instead of KINECT, or the reverse"),
    /** Toes point where the body faces; without toes, people walk forward. */
    MIRRORED(true,
            "the body is mirrored: mirror=x if x is turned round, mirror=labels if left and right are exchanged"),
    /** Joints lie where a body has them: order, lengths, sides. */
    JOINTS(true, "the joints are not in the order of the layout: layout="),
    /** Frames come at the expected rate. */
    RATE(true, "send at the expected rate, or say the right one: fps="),
    /** Times grow, without gaps, in one track. */
    CLOCK(false, "the clock jumped or frames are lost; windows end there"),
    /** A track id goes on where the body was. */
    ID_REUSE(false, "the id was given to somebody else, or came back; it is taken for a new track"),
    /** Bones are not of exactly constant length, as they are where a model makes them up. */
    RESCALED(true, "the source fits bodies to a template, so lengths identify nobody: metric=false"),
    /** No joint stands exactly still while others move. */
    FROZEN(false, "joints are repeated, not seen");

    private final boolean quarantines;
    private final String hint;

    Check(boolean quarantines, String hint) {
        this.quarantines = quarantines;
        this.hint = hint;
    }

    /** Whether a stream that fails it is quarantined; else it is told only. */
    public boolean quarantines() {
        return quarantines;
    }

    /** What to do about it. */
    public String hint() {
        return hint;
    }

    /** The name used in settings. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
