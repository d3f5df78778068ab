package gaitkeeper.deploy;

import gaitkeeper.ingest.cameras.CameraSet;
import gaitkeeper.ingest.check.CheckConfig;
import gaitkeeper.ingest.format.Format;
import gaitkeeper.ingest.format.SourceSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a source does not say itself. */
final class SourceOptions {
    @Option(names = "--format", paramLabel = "NAME", description = "Format of the documents; default: told by what they hold.")
    @Nullable
    String format;

    @Option(names = "--source", paramLabel = "NAME=VALUE", description = "What the source does not say: layout, unit (mm, cm, m, inch, foot), axes (KINECT, CV, LH_YUP, GL, RH_ZUP, LH_ZUP, ROS), fps, mirror (x or labels), geometry, metric; for image points focal, cx, cy, depth. Repeat it.")
    Map<String, String> source = new LinkedHashMap<>();

    @Option(names = "--override", paramLabel = "CHECKS", description = "Checks to leave out, divided by commas.")
    @Nullable
    String override;

    Optional<Format> format() {
        return format == null || format.equals("auto") ? Optional.empty() : Optional.of(Format.ofId(format));
    }

    @Option(names = "--cameras", paramLabel = "FILE", description = "Cameras calibrated together, for OpenPose of several: a folder a camera, a file a frame. Qualisys' .qca.txt.")
    @Nullable
    Path calibration;

    /** @throws UncheckedIOException if the calibration cannot be read */
    SourceSetup setup() {
        if (calibration == null) {
            return SourceSetup.from(source);
        }
        try {
            return SourceSetup.from(source).seenBy(CameraSet.read(calibration));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CheckConfig checks() {
        CheckConfig checks = setup().framesPerSecond().map(CheckConfig.DEFAULT::withRate).orElse(CheckConfig.DEFAULT);
        return override == null ? checks : checks.without(override);
    }
}
