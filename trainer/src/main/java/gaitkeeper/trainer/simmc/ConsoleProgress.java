package gaitkeeper.trainer.simmc;

import java.io.PrintStream;
import java.util.Locale;

/** One line per epoch and, on a terminal, a bar inside of it. */
public final class ConsoleProgress implements TrainingListener {
    private static final int BAR = 30;

    private final PrintStream out;
    private final boolean terminal;

    /** Writes to a stream; the bar only if that is a terminal. */
    public ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void step(int epoch, int done, int steps) {
        if (terminal) {
            int filled = BAR * done / steps;
            out.printf(Locale.ROOT, "\repoch %3d [%s%s] %d/%d ", epoch, "=".repeat(filled), " ".repeat(BAR - filled),
                    done,
                    steps);
            out.flush();
        }
    }

    @Override
    public void epoch(EpochReport report) {
        String retrieval = report.retrieval()
                .map(r -> String.format(Locale.ROOT, "  top-1 %.2f  top-5 %.2f  top-10 %.2f  mAP %.2f", r.top1(),
                        r.top5(),
                        r.top10(), r.meanAveragePrecision()))
                .orElse("");
        out.printf(Locale.ROOT,
                "%sepoch %3d  mpc %.4f  mic %.4f  clusters %d/%d  outliers %d  agreement %.4f%s%s  %.1f s (%s)%n",
                terminal ? "\r" : "", report.epoch(), report.mpc(), report.mic(), report.firstClusters(),
                report.secondClusters(), report.outliers(), report.agreement(), retrieval,
                report.improved() ? "  best" : "", report.phases().seconds(), report.phases());
        out.flush();
    }
}
