package gaitkeeper.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short commands of the system. */
final class Shell {
    private Shell() {}

    /** Runs a command; its exit code, or 127 if there is no such program. */
    static int run(String... command) {
        try {
            return new ProcessBuilder(List.of(command)).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException _) {
            return 127;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted: " + String.join(" ", command)));
        }
    }

    /** What a command prints, or why nothing is known of that. */
    static String output(String... command) {
        try (InputStream out = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start()
                .getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /**
     * Runs a command that must not fail.
     *
     * @throws IllegalStateException if it does
     */
    static void must(String... command) {
        int exit = run(command);
        if (exit != 0) {
            throw new IllegalStateException(exit + " from " + String.join(" ", command));
        }
    }
}
