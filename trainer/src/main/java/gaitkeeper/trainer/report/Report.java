package gaitkeeper.trainer.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.protocol.Measurement;
import gaitkeeper.trainer.protocol.Measurement.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report of measurements: tables for a terminal, and a folder with a page, its charts and the figures for machines.
 *
 * @param title of the page
 * @param data what was measured on, in words
 * @param systems what each system is, by name
 * @param measurements what was measured
 * @param trainings logs, for systems that have one
 */
public record Report(String title, String data, Map<String, String> systems, List<Measurement> measurements,
        List<TrainingLog> trainings) {
    private static final String RESULTS = "results.json";
    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Copies the lists. */
    public Report {
        measurements = List.copyOf(measurements);
        trainings = List.copyOf(trainings);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws MalformedException if there is no report in the folder; the message names the file
     */
    public static Report read(Path folder) {
        Path file = folder.resolve(RESULTS);
        try {
            return JSON.readValue(file.toFile(), Report.class);
        } catch (IOException e) {
            throw new MalformedException(Reason.BAD_FIELD, "no report to read in " + file + " (" + e.getMessage()
                    + "): name a folder that 'evaluate --out' wrote");
        }
    }

    /**
     * Another report's figures first, then these.
     *
     * @throws MalformedException if both measured the same
     */
    public Report after(Report earlier) {
        Set<What> known = earlier.measurements.stream().map(Measurement::what).collect(Collectors.toSet());
        measurements.stream().map(Measurement::what).filter(known::contains).findFirst().ifPresent(what -> {
            throw new MalformedException(Reason.BAD_FIELD, "both reports hold " + what + ": drop one of them");
        });
        Map<String, String> all = new LinkedHashMap<>(earlier.systems);
        systems.forEach((name, note) -> all.merge(name, note, (one, other) -> one.equals(other)
                ? one
                : one + "; " + other));
        return new Report(title, data, all,
                Stream.concat(earlier.measurements.stream(), measurements.stream()).toList(),
                Stream.concat(earlier.trainings.stream(), trainings.stream()).toList());
    }

    /** The tables as text. */
    public String text() {
        return new Tables(measurements).all().stream().map(Table::text).collect(Collectors.joining("\n"));
    }

    /** Writes {@code index.html}, {@code results.json}, {@code tables.txt}, {@code tables.md} and the charts, replacing what is there. */
    public void write(Path folder) {
        List<Figure> figures = figures();
        try {
            Files.createDirectories(folder);
            for (Figure figure : figures) {
                replace(folder.resolve(figure.name() + ".svg"), figure.svg());
            }
            replace(folder.resolve("index.html"), Page.of(this, new Tables(measurements), figures));
            replace(folder.resolve("tables.txt"), text());
            replace(folder.resolve("tables.md"), new Tables(measurements).all().stream()
                    .map(Table::markdown).collect(Collectors.joining("\n")));
            replace(folder.resolve(RESULTS), JSON.writeValueAsString(this));
        } catch (IOException e) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "cannot write the report to " + folder + " (" + e.getMessage()
                            + "): make room or choose another --out");
        }
    }

    /** The old text or the new one, even when the program is stopped in between. */
    private static void replace(Path file, String text) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(beside, text);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    List<Figure> figures() {
        return Stream.concat(Figures.of(measurements).stream(),
                trainings.stream().flatMap(log -> log.figures().stream())).toList();
    }
}
