package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One process of the program, started the way people start it, its output kept in a file. */
final class Program {
    /** Much more than anything takes, because builds run on machines that do other things too. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final Path output;
    private final long startedNs = System.nanoTime();

    private Program(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /** Runs {@code ./gaitkeeper} in a folder, which also keeps its output. */
    static Program start(Path folder, Host host, Map<String, String> environment, String... arguments) {
        Packaged.lib();
        return run(folder, environment, "gaitkeeper " + String.join(" ", arguments), arguments[0],
                Stream.of(host.prefix().stream(), Stream.of("bash", Packaged.launcher().toString()),
                        Stream.of(arguments))
                        .flatMap(words -> words).toList());
    }

    /** Runs a class of these tests as a program of its own, with the packaged libraries. */
    static Program start(Path folder, Host host, Class<?> main, String... arguments) {
        String classes = Packaged.lib() + "/*" + File.pathSeparator
                + Path.of(main.getProtectionDomain().getCodeSource().getLocation().getPath());
        return run(folder, Map.of(), main.getSimpleName(), main.getSimpleName(),
                Stream.of(host.prefix().stream(),
                        Stream.of(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx320m", "-cp",
                                classes, main.getName()),
                        Stream.of(arguments)).flatMap(words -> words).toList());
    }

    /** Runs a command; its output goes to a file of its own in the folder. */
    static Program run(Path folder, Map<String, String> environment, String name, String log,
            List<String> command) {
        try {
            Files.createDirectories(folder);
            Path output = Files.createTempFile(folder, log + "-", ".log");
            var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // Every flag can come from there, so what the build is given must not reach the program.
            builder.environment().keySet().removeIf(key -> key.startsWith("GAITKEEPER_"));
            builder.environment().putAll(environment);
            builder.environment().put("GAITKEEPER_JAVA_HOME", System.getProperty("java.home"));
            return new Program(name, builder.start(), output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** Waits until it prints a line with a text, and returns that line. */
    String awaitLine(String text) {
        await("\"" + text + "\"", () -> !process.isAlive() || line(text).isPresent());
        return line(text).orElseThrow(() -> new AssertionError("ended without \"" + text + "\": " + this));
    }

    private Optional<String> line(String text) {
        return output().lines().filter(line -> line.contains(text)).findFirst();
    }

    /** Waits until something holds; what happens while it is looked at counts as "not yet". */
    void await(String what, BooleanSupplier condition) {
        try {
            Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).pollInSameThread()
                    .ignoreExceptions().until(condition::getAsBoolean);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "no " + what + " within " + PATIENCE.toSeconds() + " s: " + this + "\nIt was at:\n" + stages(), e);
        }
    }

    /** Where its stages are, for who must find out why it hangs: the stacks of their threads. */
    private String stages() {
        if (!process.isAlive()) {
            return "its end";
        }
        String jcmd = Path.of(System.getProperty("java.home"), "bin/jcmd").toString();
        return Stream.of(Shell.output(jcmd, String.valueOf(process.pid()), "Thread.print").split("\n\n"))
                .filter(thread -> thread.contains("StreamThread") || thread.startsWith("\"encoder\""))
                .collect(Collectors.joining("\n"));
    }

    /** Seconds since it was started. */
    double age() {
        return (System.nanoTime() - startedNs) / 1e9;
    }

    /** Everything it printed so far. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + output, e);
        }
    }

    /** Asks it to stop, as Ctrl-C and service managers do, and returns the exit code. */
    int terminate(Duration within) {
        process.destroy();
        return awaitExit(within);
    }

    /** Waits for its end and returns the exit code. */
    int awaitExit(Duration within) {
        try {
            assertThat(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS))
                    .as("ended within %s s: %s", within.toSeconds(), this).isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + name, e);
        }
    }

    /** Ends it as a power cut does; nothing of it runs when this returns. */
    void kill() {
        process.destroyForcibly();
        awaitExit(PATIENCE);
    }

    /** Stops it where it is, as a machine that hangs does, until {@link #resume}. */
    void pause() {
        signal("STOP");
    }

    /** Lets it go on. */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        Shell.must("kill", "-" + name, String.valueOf(process.pid()));
    }

    /** Resident memory in MiB, or empty where the system does not tell. */
    Optional<Long> residentMiB() {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        String state = process.isAlive() ? "running" : "exit code " + process.exitValue();
        return name + " (" + state + ") printed:\n" + output().indent(2);
    }
}
