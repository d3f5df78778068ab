package gaitkeeper.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The direction in which a source's x, y and z grow ({@code specs/skeleton-sources.md}, section 5). Each canonical axis is one
 * axis of the source or its opposite; left-handed frames need a reflection, which the rule contains. Labels of left and right
 * joints are never swapped.
 */
public enum Axes {
    /** x to the sensor's left, y up, z forward: the canonical frame. */
    KINECT("+x+y+z"),
    /** x right, y down, z forward: images, Azure Kinect, ZED by default. */
    CV("-x-y+z"),
    /** Left-handed: x right, y up, z forward. */
    LH_YUP("-x+y+z"),
    /** x right, y up, z backward. */
    GL("-x+y-z"),
    /** x right, y forward, z up. */
    RH_ZUP("-x+z+y"),
    /** Left-handed: x forward, y right, z up. */
    LH_ZUP("-y+z+x"),
    /** x forward, y left, z up. */
    ROS("+y+z+x");

    private final String rule;

    /** {@code rule} names, for canonical x, y and z, the axis of the source and its sign. */
    Axes(String rule) {
        this.rule = rule;
    }

    /** Which axis of the source a canonical axis is: 0 = x, 1 = y, 2 = z. */
    public int sourceAxis(int canonical) {
        return rule.charAt(2 * canonical + 1) - 'x';
    }

    /** 1, or -1 if the canonical axis grows against the source's. */
    public int sign(int canonical) {
        return rule.charAt(2 * canonical) == '-' ? -1 : 1;
    }

    /** 1 for a right-handed frame, -1 for a left-handed one: the determinant of the rule. */
    public int handedness() {
        int inversions = 0;
        for (int a = 0; a < 3; a++) {
            for (int b = a + 1; b < 3; b++) {
                inversions += sourceAxis(a) > sourceAxis(b) ? 1 : 0;
            }
        }
        return sign(0) * sign(1) * sign(2) * (inversions % 2 == 0 ? 1 : -1);
    }

    /** Turns a canonical point into this frame: what a source would have sent. */
    public float[] fromCanonical(float x, float y, float z) {
        float[] canonical = {x, y, z};
        float[] source = new float[3];
        for (int i = 0; i < 3; i++) {
            source[sourceAxis(i)] = sign(i) * canonical[i];
        }
        return source;
    }

    /**
     * Finds a frame by its name, or by the name ZED gives it.
     *
     * @throws MalformedException if there is none; the message lists what there is
     */
    public static Axes ofId(String id) {
        return switch (id.toUpperCase(Locale.ROOT)) {
            case "IMAGE" -> CV;
            case "LEFT_HANDED_Y_UP" -> LH_YUP;
            case "RIGHT_HANDED_Y_UP" -> GL;
            case "RIGHT_HANDED_Z_UP" -> RH_ZUP;
            case "LEFT_HANDED_Z_UP" -> LH_ZUP;
            case "RIGHT_HANDED_Z_UP_X_FWD" -> ROS;
            case String name -> Arrays.stream(values()).filter(axes -> axes.name().equals(name)).findFirst()
                    .orElseThrow(() -> new MalformedException(Reason.BAD_FIELD, "axes must be one of "
                            + Arrays.stream(values()).map(Axes::name).collect(Collectors.joining(", "))));
        };
    }
}
