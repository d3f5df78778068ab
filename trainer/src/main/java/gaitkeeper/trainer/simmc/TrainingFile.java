package gaitkeeper.trainer.simmc;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.report.TrainingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Writes a line per epoch to {@link TrainingLog#FILE}, which reports draw loss and cluster curves from. A run that goes on
 * keeps the lines of the epochs before.
 */
final class TrainingFile implements TrainingListener {
    private static final String HEADING = "epoch,loss_mpc,loss_mic,clusters_first,clusters_second,outliers,agreement,"
            + "retrieval_top1,retrieval_mAP,seconds";

    private final Path file;
    private final TrainingListener next;

    /**
     * Begins a file, or goes on with one.
     *
     * @param next is told as well
     */
    TrainingFile(Path file, boolean resume, TrainingListener next) {
        this.file = file;
        this.next = next;
        if (!resume || !Files.exists(file)) {
            write(List.of(HEADING));
        }
    }

    @Override
    public void step(int epoch, int done, int steps) {
        next.step(epoch, done, steps);
    }

    @Override
    public void epoch(EpochReport report) {
        write(Stream.concat(read().stream().filter(line -> before(line, report.epoch())), Stream.of(line(report)))
                .toList());
        next.epoch(report);
    }

    private static boolean before(String line, int epoch) {
        return line.startsWith("epoch") || Integer.parseInt(line.substring(0, line.indexOf(','))) < epoch;
    }

    private static String line(EpochReport report) {
        return String.format(Locale.ROOT, "%d,%s,%s,%d,%d,%d,%.4f,%s,%s,%.1f", report.epoch(), number(report.mpc()),
                number(report.mic()), report.firstClusters(), report.secondClusters(), report.outliers(),
                report.agreement(), cell(report.retrieval(), Retrieval::top1),
                cell(report.retrieval(), Retrieval::meanAveragePrecision), report.phases().seconds());
    }

    private static String cell(Optional<Retrieval> retrieval, Function<Retrieval, Double> figure) {
        return retrieval.map(figure).map(TrainingFile::number).orElse("");
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
    }

    private List<String> read() {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void write(List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private MalformedException unusable(IOException e) {
        return new MalformedException(Reason.BAD_FIELD,
                "cannot keep " + file + " (" + e.getMessage() + "): make room or choose another --out");
    }
}
