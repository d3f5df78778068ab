package gaitkeeper.deploy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Judges a sensor by what the running system thinks of its streams. */
final class LiveDoctor {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final long ASK_EVERY_MS = 500;
    /** A stream as silent as this is over. */
    private static final long SILENT_MS = 10_000;

    private final URI system;
    private final Optional<String> key;
    private final Duration patience;
    private final PrintStream out;

    /**
     * A doctor for one system.
     *
     * @param key of the API, where the system asks for one
     */
    LiveDoctor(URI system, Optional<String> key, Duration patience, PrintStream out) {
        this.system = system;
        this.key = key;
        this.patience = patience;
        this.out = out;
    }

    /** Prints the verdict on a sensor's latest stream, when there is one; 0 if it is good. */
    int judge(String sensor) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build()) {
            long until = System.nanoTime() + patience.toNanos();
            Optional<JsonObject> stream = find(client, sensor);
            while (stream.filter(LiveDoctor::decided).isEmpty() && System.nanoTime() < until) {
                // Verdicts are asked for, not pushed, by a command that does nothing else.
                Thread.sleep(ASK_EVERY_MS);
                stream = find(client, sensor);
            }
            if (stream.isEmpty()) {
                out.println(sensor + " is neither a file nor a sensor that sends to " + system + " now.");
                return 1;
            }
            return print(client, stream.get());
        }
    }

    private static boolean decided(JsonObject stream) {
        return !stream.getString("state").equals("checking");
    }

    private Optional<JsonObject> find(HttpClient client, String sensor) throws IOException, InterruptedException {
        JsonArray all = get(client, "/api/v1/streams");
        return all.stream().map(JsonObject.class::cast).filter(one -> one.getString("sensor").equals(sensor))
                .filter(one -> one.getLong("silent_ms") < SILENT_MS)
                .min((a, b) -> Long.compare(a.getLong("silent_ms"), b.getLong("silent_ms")));
    }

    private JsonArray get(HttpClient client, String path) throws IOException, InterruptedException {
        try {
            var request = HttpRequest.newBuilder(system.resolve(path)).timeout(ANSWER_WITHIN);
            key.ifPresent(text -> request.header("X-API-Key", text));
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 401 || answer.statusCode() == 403) {
                throw new IOException(system + " wants the key of a viewer or operator: --key, or GAITKEEPER_KEY");
            }
            if (answer.statusCode() != 200) {
                throw new IOException(system + " answers " + answer.statusCode() + "; is it Gaitkeeper?");
            }
            return new JsonArray(answer.body());
        } catch (ConnectException _) {
            throw new IOException("nothing answers at " + system + "; start ./gaitkeeper up, or say --url");
        }
    }

    private int print(HttpClient client, JsonObject stream) throws IOException, InterruptedException {
        out.printf("%s/%s: %s, %d frames, %d windows%n", stream.getString("sensor"), stream.getString("session"),
                stream.getString("format"), stream.getInteger("frames"), stream.getInteger("windows"));
        stream.getJsonObject("checks").forEach(check -> printCheck(check.getKey(), (JsonObject) check.getValue()));
        return switch (stream.getString("state")) {
            case "good" -> {
                out.println("Good: its frames pass.");
                yield 0;
            }
            case "quarantined" -> {
                out.println("Quarantined by " + stream.getString("reason") + ". " + stream.getString("hint"));
                propose(client, stream);
                yield 1;
            }
            default -> {
                out.println("Nothing can be told yet: too few people were seen well for a second.");
                propose(client, stream);
                yield 1;
            }
        };
    }

    private void printCheck(String name, JsonObject check) {
        String verdict = switch (check.getString("verdict")) {
            case "good" -> "ok";
            case "failed" -> "fails";
            case "overridden" -> "off";
            default -> "-";
        };
        out.printf(Locale.ROOT, "  %-5s  %-9s %s%n", verdict, name, check.getInteger("failures") == 0
                ? ""
                : "in " + check.getInteger("failures") + " windows; " + check.getString("measured"));
    }

    private void propose(HttpClient client, JsonObject stream) throws IOException, InterruptedException {
        JsonArray proposals = get(client, "/api/v1/streams/" + stream.getString("sensor") + "/"
                + stream.getString("session") + "/proposals");
        List<JsonObject> all = proposals.stream().map(JsonObject.class::cast).toList();
        all.forEach(one -> out.printf(Locale.ROOT, "  makes sense in %.0f %% of windows: layout=%s&unit=%s&axes=%s%n",
                100 * one.getDouble("confidence"), one.getString("layout"), one.getString("unit"),
                one.getString("axes")));
        if (all.isEmpty()) {
            out.println("  No unit, axes and layout of as many joints make sense of what was kept of it.");
        }
    }
}
