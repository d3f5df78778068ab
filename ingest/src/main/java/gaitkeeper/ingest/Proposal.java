package gaitkeeper.ingest;

import gaitkeeper.core.Axes;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Unit;
import gaitkeeper.ingest.check.CheckConfig;
import gaitkeeper.ingest.check.StreamCheck;
import gaitkeeper.ingest.format.Format;
import gaitkeeper.ingest.format.FormatDetector;
import gaitkeeper.ingest.format.SourceSetup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A way to read a source that makes sense of it.
 *
 * @param layout the joint list
 * @param unit the unit
 * @param axes the axes
 * @param score share of windows in which nothing is wrong, 0 to 1
 */
public record Proposal(Layout layout, Unit unit, Axes axes, double score) {
    private static final double WORTH_TELLING = 0.5;
    private static final int MOST_FILES = 300;
    private static final int MOST_BYTES = 2 << 20;

    /**
     * Tries every unit and frame, and every layout of as many joints, and keeps what more than half of the windows agree with, best
     * first. A reflection and exchanged labels look the same: where a left-handed frame is proposed, {@code mirror=labels} with its
     * right-handed twin would do as well.
     */
    public static List<Proposal> of(Path path, Format format, SourceSetup setup, CheckConfig checks)
            throws IOException {
        return of(sample(path, format, setup), format, setup, checks);
    }

    /** The same of documents in memory, by name. */
    static List<Proposal> of(Map<String, byte[]> sample, Format format, SourceSetup setup, CheckConfig checks) {
        var quiet = new CheckConfig(checks.framesPerSecond(), 1e6, checks.overridden());
        List<Proposal> all = new ArrayList<>();
        for (Layout layout : layouts(sample, format, setup)) {
            for (Unit unit : Unit.values()) {
                for (Axes axes : Axes.values()) {
                    StreamCheck check = RecordedStream.of(sample, format, setup.reading(layout, unit, axes), quiet)
                            .check();
                    double score = check.windows() == 0 ? 0 : (double) check.cleanWindows() / check.windows();
                    if (score > WORTH_TELLING) {
                        all.add(new Proposal(layout, unit, axes, score));
                    }
                }
            }
        }
        all.sort(Comparator.comparingDouble(Proposal::score).reversed());
        return all;
    }

    /** The first files of the format, enough for a hundred windows of most. */
    private static Map<String, byte[]> sample(Path path, Format format, SourceSetup setup) throws IOException {
        Map<String, byte[]> sample = new LinkedHashMap<>();
        int[] bytes = {0};
        RecordedStream.each(path, setup, (name, document) -> {
            if (sample.size() < MOST_FILES && bytes[0] < MOST_BYTES && is(document, format)) {
                sample.put(name, document);
                bytes[0] += document.length;
            }
        });
        return sample;
    }

    private static boolean is(byte[] document, Format format) {
        try {
            return FormatDetector.detect(document).format() == format;
        } catch (MalformedException _) {
            return false;
        }
    }

    /** The layout that is told, and those of as many joints. */
    private static List<Layout> layouts(Map<String, byte[]> sample, Format format, SourceSetup setup) {
        if (setup.layout().isPresent()) {
            return List.of(setup.layout().get());
        }
        if (sample.isEmpty()) {
            return List.of();
        }
        // Small units make small bodies, so that nothing is out of range.
        var first = RecordedStream.of(sample, format, setup.reading(null, Unit.MM, Axes.KINECT), CheckConfig.DEFAULT);
        Optional<Layout> told = first.walks().stream().findFirst().map(walk -> walk.frame(0, 0, 0).layout());
        return told.map(layout -> Stream.concat(Stream.of(layout), Arrays.stream(Layout.values())
                .filter(other -> other != layout && other.joints() == layout.joints())).toList()).orElse(List.of());
    }
}
