package gaitkeeper.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** {@link Dashboards} in a process of their own, so that their reading can be told from the server's work. */
final class DashboardProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private DashboardProcess(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII));
    }

    /** The other process: opens {@code count} pages at {@code port} and tells its bytes whenever it is sent a line. */
    public static void main(String[] arguments) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, US_ASCII));
        try (var pages = new Dashboards(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]))) {
            do {
                System.out.println(pages.bytes());
            } while (in.readLine() != null);
        }
    }

    /**
     * Opens the pages.
     *
     * @param count 0 or more
     * @param port of the page, on loopback
     */
    static DashboardProcess open(int count, int port) throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        var opened = new DashboardProcess(new ProcessBuilder(List.of(java, "-Xmx64m", "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), DashboardProcess.class.getName(), String.valueOf(count),
                String.valueOf(port))).redirectError(ProcessBuilder.Redirect.INHERIT).start());
        opened.read();
        return opened;
    }

    /** What all of them together were sent. */
    long bytes() throws IOException {
        var out = new PrintStream(process.getOutputStream(), true, US_ASCII);
        out.println();
        return read();
    }

    private long read() throws IOException {
        return Optional.ofNullable(answers.readLine()).map(Long::parseLong)
                .orElseThrow(() -> new IOException("the dashboards' process ended"));
    }

    Usage usage() {
        return Usage.of(process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
