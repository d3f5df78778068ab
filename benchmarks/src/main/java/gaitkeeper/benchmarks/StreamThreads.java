package gaitkeeper.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Collectors;

/** What the stages' threads spend their time on, as a process tells Prometheus. */
final class StreamThreads {
    private static final String PREFIX = "gaitkeeper_stages_";

    private StreamThreads() {}

    /**
     * A line for each thread and activity.
     *
     * @param url the process' page
     */
    static String describe(String url) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            String metrics = http.send(HttpRequest.newBuilder(URI.create(url).resolve("metrics")).build(),
                    BodyHandlers.ofString()).body();
            return metrics.lines().filter(line -> line.startsWith(PREFIX)).sorted()
                    .map(line -> line.substring(PREFIX.length())).collect(Collectors.joining("\n  "));
        }
    }
}
