package gaitkeeper.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Asks a running process' API at a fixed rate, whether it keeps up or not, and prints how long answers take from when they were
 * due. Beside the demo's pipeline:
 *
 * <pre>
 * ./gaitkeeper demo &amp;
 * java -cp 'benchmarks/target/benchmarks/lib/*' gaitkeeper.benchmarks.ApiLoad --rate 500 --seconds 30
 * </pre>
 */
@Command(name = "api-load", mixinStandardHelpOptions = true)
public final class ApiLoad implements Callable<Integer> {
    private static final List<String> QUESTIONS = List.of("identities", "system", "sightings?limit=50", "sensors",
            "matches?limit=50", "identities?name=stranger", "rejected", "corrections", "models", "identities?limit=10");
    private static final int MAX_UNDER_WAY = 2_000;

    @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "The process. Default: ${DEFAULT-VALUE}.")
    URI url = URI.create("http://127.0.0.1:8080");

    @Option(names = "--rate", defaultValue = "500", description = "Questions a second. Default: ${DEFAULT-VALUE}.")
    int rate;

    @Option(names = "--seconds", defaultValue = "30", description = "How long, after as long a warm-up. Default: ${DEFAULT-VALUE}.")
    int seconds;

    private final ConcurrentHistogram latency = new ConcurrentHistogram(TimeUnit.SECONDS.toMicros(60), 3);
    private final AtomicLong failed = new AtomicLong();
    private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ApiLoad()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            ask(http);
            latency.reset();
            failed.set(0);
            ask(http);
        }
        System.out.printf(Locale.ROOT,
                "%d questions at %d/s: p50 %.1f, p95 %.1f, p99 %.1f, p99.9 %.1f, most %.1f ms; %d failed%n",
                latency.getTotalCount(), rate, ms(50), ms(95), ms(99), ms(99.9), ms(100), failed.get());
        return failed.get() == 0 ? 0 : 1;
    }

    private double ms(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1_000.0;
    }

    private void ask(HttpClient http) throws InterruptedException {
        long start = System.nanoTime();
        long count = (long) rate * seconds;
        for (long n = 0; n < count; n++) {
            long due = start + n * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            underWay.acquire();
            HttpRequest request = HttpRequest
                    .newBuilder(url.resolve("/api/v1/" + QUESTIONS.get((int) (n % QUESTIONS.size()))))
                    .timeout(Duration.ofSeconds(30)).build();
            var unused = http.sendAsync(request, BodyHandlers.discarding()).whenComplete((answer, failure) -> {
                underWay.release();
                latency.recordValue(Math.max(0, (System.nanoTime() - due) / 1_000));
                if (failure != null || answer.statusCode() != 200) {
                    failed.incrementAndGet();
                }
            });
        }
        underWay.acquire(MAX_UNDER_WAY);
        underWay.release(MAX_UNDER_WAY);
    }
}
