package gaitkeeper.ingest.format;

import gaitkeeper.core.Axes;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Unit;
import gaitkeeper.ingest.cameras.CameraSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a source does not say itself, or says wrongly; what is empty follows from the format and its layout.
 *
 * @param sensor name of the sensor, where messages give none
 * @param session run of that sensor
 * @param layout the joint list
 * @param unit unit of length
 * @param axes directions of x, y and z
 * @param geometry where trunk joints are put, from hips and shoulders; empty to leave them where the source sees them
 * @param metric whether body sizes are measured
 * @param framesPerSecond rate of documents without times
 * @param mirrored whether x must be turned round ("flip x"), labels staying
 * @param swapped whether left and right labels must be swapped
 * @param pinhole camera and depth for image points
 * @param cameras calibrated cameras for image points of several at once
 */
public record SourceSetup(String sensor, String session, Optional<Layout> layout, Optional<Unit> unit,
        Optional<Axes> axes, Optional<Geometry> geometry, Optional<Boolean> metric, Optional<Double> framesPerSecond,
        boolean mirrored, boolean swapped, Optional<Pinhole> pinhole, Optional<CameraSet> cameras) {
    /** Every name {@link #from} reads. */
    public static final Set<String> NAMES = Set.of("sensor", "session", "layout", "unit", "axes", "geometry", "metric",
            "fps", "mirror", "focal", "cx", "cy", "depth");

    /**
     * Checks names and rate.
     *
     * @throws MalformedException if they cannot be used
     */
    public SourceSetup {
        var _ = new TrackId(sensor, session, "1");
        if (framesPerSecond.isPresent() && !(framesPerSecond.get() > 0 && framesPerSecond.get() <= 1000)) {
            throw new MalformedException(Reason.BAD_FIELD, "fps must lie above 0 and be 1000 at most");
        }
    }

    /**
     * An ideal camera that looks at people at a known depth: how image points become a flat body.
     *
     * @param focal focal length in pixels
     * @param cx x of the image's principal point, pixels
     * @param cy y of it
     * @param depth metres
     */
    public record Pinhole(double focal, double cx, double cy, double depth) {
        /**
         * Checks the numbers.
         *
         * @throws MalformedException if one cannot be used
         */
        public Pinhole {
            if (!(focal > 0 && depth > 0 && depth <= 100 && Math.abs(cx) < 1e6 && Math.abs(cy) < 1e6)) {
                throw new MalformedException(Reason.BAD_FIELD,
                        "focal (pixels) and depth (metres, 100 at most) must be positive, cx and cy pixels");
            }
        }
    }

    /** Nothing but the names. */
    public static SourceSetup of(String sensor, String session) {
        return from(Map.of("sensor", sensor, "session", session));
    }

    /**
     * Reads {@code sensor, session, layout, unit, axes, geometry, metric, fps, mirror=x|labels} and, for image points,
     * {@code focal, cx, cy, depth}.
     *
     * @throws MalformedException naming what is unknown or cannot be used
     */
    public static SourceSetup from(Map<String, String> values) {
        var unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(NAMES);
        if (!unknown.isEmpty()) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "no such setting: " + shorten(unknown.first()) + "; there are " + new TreeSet<>(NAMES));
        }
        String mirror = values.getOrDefault("mirror", "no");
        if (!Set.of("no", "x", "labels").contains(mirror)) {
            throw new MalformedException(Reason.BAD_FIELD, "mirror must be no, x or labels");
        }
        return new SourceSetup(values.getOrDefault("sensor", "sensor"), values.getOrDefault("session", "0"),
                get(values, "layout", Layout::ofId), get(values, "unit", Unit::ofId),
                get(values, "axes", Axes::ofId), get(values, "geometry", Geometry::ofId),
                get(values, "metric", SourceSetup::truth), get(values, "fps", number("fps")), mirror.equals("x"),
                mirror.equals("labels"), pinhole(values), Optional.empty());
    }

    /** The same source read another way; without a layout, as the format says. */
    public SourceSetup reading(@Nullable Layout asLayout, Unit inUnit, Axes inAxes) {
        return new SourceSetup(sensor, session, Optional.ofNullable(asLayout), Optional.of(inUnit), Optional.of(inAxes),
                geometry, metric, framesPerSecond, mirrored, swapped, pinhole, cameras);
    }

    /** The same with the cameras that see it, whose bodies are in metres, as the first sees them. */
    public SourceSetup seenBy(CameraSet calibrated) {
        return new SourceSetup(sensor, session, layout, Optional.of(Unit.M), Optional.of(Axes.CV), geometry, metric,
                framesPerSecond, mirrored, swapped,
                pinhole, Optional.of(calibrated));
    }

    private static Optional<Pinhole> pinhole(Map<String, String> values) {
        if (!values.containsKey("depth") && !values.containsKey("focal")) {
            return Optional.empty();
        }
        return Optional.of(new Pinhole(required(values, "focal"), required(values, "cx"), required(values, "cy"),
                required(values, "depth")));
    }

    private static double required(Map<String, String> values, String name) {
        return get(values, name, number(name)).orElseThrow(() -> new MalformedException(Reason.BAD_FIELD,
                "image points need focal, cx, cy (pixels) and depth (metres); " + name + " is missing"));
    }

    private static <T> Optional<T> get(Map<String, String> values, String name, Function<String, T> read) {
        return Optional.ofNullable(values.get(name)).map(read);
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new MalformedException(Reason.BAD_FIELD, "metric must be true or false");
        };
    }

    private static Function<String, Double> number(String name) {
        return text -> {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException _) {
                throw new MalformedException(Reason.BAD_FIELD, name + " must be a number");
            }
        };
    }

    private static String shorten(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "..";
    }
}
