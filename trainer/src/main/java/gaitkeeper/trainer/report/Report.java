package gaitkeeper.trainer.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import gaitkeeper.trainer.protocol.Measurement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    private static final ObjectMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Copies the lists. */
    public Report {
        measurements = List.copyOf(measurements);
        trainings = List.copyOf(trainings);
    }

    /** The tables as text. */
    public String text() {
        return new Tables(measurements).all().stream().map(Table::text).collect(Collectors.joining("\n"));
    }

    /** Writes {@code index.html}, {@code results.json}, {@code tables.txt} and the charts, replacing what is there. */
    public void write(Path folder) {
        List<Figure> figures = figures();
        try {
            Files.createDirectories(folder);
            for (Figure figure : figures) {
                Files.writeString(folder.resolve(figure.name() + ".svg"), figure.svg());
            }
            Files.writeString(folder.resolve("index.html"), Page.of(this, new Tables(measurements), figures));
            Files.writeString(folder.resolve("tables.txt"), text());
            JSON.writeValue(folder.resolve("results.json").toFile(), this);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report to " + folder, e);
        }
    }

    List<Figure> figures() {
        return Stream.concat(Figures.of(measurements).stream(),
                trainings.stream().flatMap(log -> log.figures().stream())).toList();
    }
}
