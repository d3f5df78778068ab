package gaitkeeper.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process used until a moment.
 *
 * @param atNs of the machine's steady clock
 * @param cpu of all its threads
 */
record Usage(long atNs, Duration cpu) {
    static Usage of(ProcessHandle process) {
        return new Usage(System.nanoTime(), process.info().totalCpuDuration().orElse(Duration.ZERO));
    }

    /** Of this process. */
    static Usage now() {
        return of(ProcessHandle.current());
    }

    double secondsUntil(Usage later) {
        return (later.atNs - atNs) / 1e9;
    }

    /** How many cores it kept busy. */
    double coresUntil(Usage later) {
        return later.cpu.minus(cpu).toNanos() / 1e9 / secondsUntil(later);
    }

    /** Memory of this process that is, and at most was, in the machine's. */
    static String memory() throws IOException {
        return "RSS " + megabytes("VmRSS:") + " MB, peak " + megabytes("VmHWM:") + " MB";
    }

    private static long megabytes(String field) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElse(0) / 1024;
    }
}
