package gaitkeeper.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A unit of length that sources use ({@code specs/skeleton-sources.md}, section 4). */
public enum Unit {
    /** Millimetres. */
    MM(0.001f, 250, 750),
    /** Centimetres. */
    CM(0.01f, 25, 75),
    /** Metres. */
    M(1, 0.25f, 0.75f),
    /** Inches; a trunk in inches may be taken for a small one in centimetres. */
    INCH(0.0254f, 10, 25),
    /** Feet. */
    FOOT(0.3048f, 0.8f, 2.5f);

    private final float metres;
    private final float leastTrunk;
    private final float mostTrunk;

    Unit(float metres, float leastTrunk, float mostTrunk) {
        this.metres = metres;
        this.leastTrunk = leastTrunk;
        this.mostTrunk = mostTrunk;
    }

    /** Metres in one of it. */
    public float metres() {
        return metres;
    }

    /**
     * The unit in which a trunk (middle of the hips to middle of the shoulders) has this length.
     *
     * @param raw as sent, not scaled
     * @return empty if no unit fits
     */
    public static Optional<Unit> ofTrunk(double raw) {
        return Arrays.stream(values()).filter(unit -> raw >= unit.leastTrunk && raw <= unit.mostTrunk).findFirst();
    }

    /**
     * Finds a unit by its name.
     *
     * @throws MalformedException if there is none; the message lists what there is
     */
    public static Unit ofId(String id) {
        String name = id.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(unit -> unit.name().equals(name)).findFirst()
                .orElseThrow(() -> new MalformedException(Reason.BAD_FIELD, "unit must be one of " + Arrays
                        .stream(values()).map(unit -> unit.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))));
    }
}
