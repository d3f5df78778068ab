package gaitkeeper.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private static Progress at(long done, Duration lag) {
        return new Progress(done, 200, 1234.4, lag);
    }

    @Test
    void printsALineEveryTenPerCent() {
        var bar = new ProgressBar(out, false);

        for (int done = 1; done <= 200; done++) {
            bar.accept(at(done, Duration.ZERO));
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).hasSize(11).first()
                .isEqualTo("  0 %  1 of 200 frames, 1234 frames/s");
    }

    @Test
    void rewritesOneLineOnATerminal() {
        var bar = new ProgressBar(out, true);

        bar.accept(at(100, Duration.ofMillis(2500)));
        bar.accept(at(200, Duration.ZERO));

        String[] lines = bytes.toString(StandardCharsets.UTF_8).split("\r");
        assertThat(lines[1]).isEqualTo(
                "[###############               ]  50 %  100 of 200 frames, 1234 frames/s, 2.5 s behind");
        assertThat(lines[2].strip())
                .isEqualTo("[##############################] 100 %  200 of 200 frames, 1234 frames/s");
        assertThat(lines[2]).startsWith("[").endsWith(System.lineSeparator()).hasSizeGreaterThan(lines[1].length());
    }
}
