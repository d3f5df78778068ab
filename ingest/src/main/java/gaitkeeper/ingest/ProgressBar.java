package gaitkeeper.ingest;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows progress as text: one line rewritten on a terminal, else a line every 10 %. For use by one thread. */
public final class ProgressBar implements Consumer<Progress> {
    private static final int WIDTH = 30;
    private static final int STEP = 10;
    private static final long LAG_SHOWN_MS = 100;

    private final PrintStream out;
    private final boolean terminal;
    private int shown = -1;
    private int length;

    /**
     * Makes a bar.
     *
     * @param out where to
     * @param terminal whether {@code out} is a terminal, on which a line can be rewritten
     */
    public ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void accept(Progress progress) {
        if (terminal) {
            rewrite(progress);
        } else if (progress.percent() / STEP > shown / STEP || shown < 0) {
            out.println(text(progress));
        }
        shown = progress.percent();
    }

    private void rewrite(Progress progress) {
        String bar = "#".repeat(progress.percent() * WIDTH / 100);
        String line = "[" + bar + " ".repeat(WIDTH - bar.length()) + "] " + text(progress);
        out.print('\r' + line + " ".repeat(Math.max(0, length - line.length())));
        if (progress.percent() == 100 && shown < 100) {
            out.println();
        }
        out.flush();
        length = line.length();
    }

    private static String text(Progress progress) {
        String text = String.format(Locale.ROOT, "%3d %%  %d of %d frames, %.0f frames/s", progress.percent(),
                progress.done(), progress.total(), progress.framesPerSecond());
        long lag = progress.lag().toMillis();
        return lag < LAG_SHOWN_MS ? text : text + String.format(Locale.ROOT, ", %.1f s behind", lag / 1000.0);
    }
}
