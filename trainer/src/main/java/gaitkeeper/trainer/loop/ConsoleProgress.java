package gaitkeeper.trainer.loop;

import java.io.PrintStream;
import java.util.Locale;

/** One line per epoch and, on a terminal, a bar inside of it. */
public final class ConsoleProgress implements Progress {
    private static final int BAR = 30;

    private final PrintStream out;
    private final boolean terminal;

    /** Writes to a stream; the bar only if that is a terminal. */
    public ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void step(String stage, int epoch, int done, int steps) {
        if (terminal) {
            int filled = BAR * done / steps;
            out.printf(Locale.ROOT, "\r%s epoch %3d [%s%s] %d/%d ", stage, epoch, "=".repeat(filled),
                    " ".repeat(BAR - filled), done, steps);
            out.flush();
        }
    }

    @Override
    public void epoch(Epoch report) {
        var figures = new StringBuilder();
        report.figures().forEach((name, value) -> figures.append(String.format(Locale.ROOT, "  %s %.5g", name, value)));
        out.printf(Locale.ROOT, "%s%s epoch %3d  loss %.4f%s%s  %.1f s (%s)%n", terminal ? "\r" : "", report.stage(),
                report.epoch(), report.loss(), figures, report.improved() ? "  best" : "", report.phases().seconds(),
                report.phases());
        out.flush();
    }
}
