package gaitkeeper.trainer.loop;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.report.TrainingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps a line per epoch in {@link TrainingLog#FILE}, which reports draw curves from; the columns of all stages stand side by
 * side. A run that goes on keeps the lines of the epochs before.
 */
public final class TrainingCsv implements Progress {
    private static final String EPOCH = "epoch";

    private final Path file;
    private final Progress next;
    private final Set<String> columns = new LinkedHashSet<>();
    private final Map<Integer, Map<String, String>> rows = new TreeMap<>();

    /**
     * Begins a file, or goes on with one.
     *
     * @param next is told as well
     */
    public TrainingCsv(Path file, boolean resume, Progress next) {
        this.file = file;
        this.next = next;
        if (resume && Files.exists(file)) {
            read();
        }
    }

    @Override
    public void step(String stage, int epoch, int done, int steps) {
        next.step(stage, epoch, done, steps);
    }

    @Override
    public void epoch(Epoch report) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("loss_" + report.stage(), number(report.loss()));
        report.figures().forEach((name, value) -> row.put(name, number(value)));
        row.put("seconds_" + report.stage(), String.format(Locale.ROOT, "%.1f", report.phases().seconds()));
        columns.addAll(row.keySet());
        rows.keySet().removeIf(epoch -> epoch >= report.number());
        rows.put(report.number(), row);
        write();
        next.epoch(report);
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.5f", value) : "";
    }

    private void read() {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> heading = lines.isEmpty() ? List.of(EPOCH) : List.of(lines.getFirst().split(",", -1));
            columns.addAll(heading.subList(1, heading.size()));
            lines.stream().skip(1).map(line -> line.split(",", -1)).forEach(cells -> {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i < Math.min(cells.length, heading.size()); i++) {
                    row.put(heading.get(i), cells[i]);
                }
                rows.put(Integer.parseInt(cells[0]), row);
            });
        } catch (IOException | NumberFormatException e) {
            throw unusable(e);
        }
    }

    private void write() {
        Stream<String> lines = rows.entrySet().stream().map(row -> row.getKey() + "," + columns.stream()
                .map(column -> row.getValue().getOrDefault(column, "")).collect(Collectors.joining(",")));
        try {
            Files.write(file,
                    Stream.concat(Stream.of(EPOCH + "," + String.join(",", columns)), lines).toList());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private MalformedException unusable(Exception e) {
        return new MalformedException(Reason.BAD_FIELD,
                "cannot keep " + file + " (" + e.getMessage() + "): make room or choose another --out");
    }
}
