package gaitkeeper.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Asks one server. Every correction carries the version of the identity that was looked at and an idempotency key, so it is
 * made once and never on top of somebody else's. All methods block, and throw {@link ApiException} for what the server refuses
 * and {@link UncheckedIOException} where none answers.
 */
public final class GaitkeeperClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI root;
    private final Optional<String> key;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private GaitkeeperClient(URI root, Optional<String> key) {
        this.root = root.resolve("/api/v1/");
        this.key = key;
    }

    /** A client without a key, for a server on this machine that asks for none. */
    public static GaitkeeperClient local(URI root) {
        return new GaitkeeperClient(root, Optional.empty());
    }

    /** A client with an API key. */
    public static GaitkeeperClient withKey(URI root, String key) {
        return new GaitkeeperClient(root, Optional.of(key));
    }

    /** Everybody known, page after page. */
    public List<Identity> identities() {
        List<Identity> all = new ArrayList<>();
        Optional<String> next = Optional.of("0");
        while (next.isPresent()) {
            Page<Identity> page = page("identities?limit=1000&after=" + next.get(), Identity.class);
            all.addAll(page.items());
            next = page.next();
        }
        return all;
    }

    /** One identity. */
    public Identity identity(UUID id) {
        return convert(send(get("identities/" + id)), Identity.class);
    }

    /** Where somebody was, latest first; the 100 latest stays. */
    public List<Sighting> sightings(UUID identity) {
        return page("sightings?identity=" + identity, Sighting.class).items();
    }

    /** Answers given after a place; without one, the latest. */
    public Page<Answered> matches(Optional<String> after) {
        JsonNode json = send(get("matches" + after.map(id -> "?after=" + encode(id)).orElse("")));
        List<Answered> items = new ArrayList<>();
        json.path("items").forEach(event -> items.add(convert(event.path("data"), Answered.class)));
        return new Page<>(items, Optional.of(json.path("next").asText()));
    }

    /** Whom an identity resembles, but for itself, best first. */
    public List<Alike> alike(UUID identity, int most) {
        return page("identities/" + identity + "/alike?limit=" + most, Alike.class).items();
    }

    /** Whom a stay resembles, best first. */
    public List<Alike> alike(Sighting stay, int most) {
        return page(about(stay, "alike") + "&limit=" + most, Alike.class).items();
    }

    /** Which parts of the body the answer for a stay rests on. */
    public Parts parts(Sighting stay) {
        return convert(send(get(about(stay, "parts"))), Parts.class);
    }

    private static String about(Sighting stay, String what) {
        String track = Arrays.stream(stay.track().split("/", -1)).map(GaitkeeperClient::encode)
                .collect(Collectors.joining("/"));
        return "tracks/" + track + "/" + what + "?visit=" + encode(stay.visit());
    }

    /** Where the sensors stand; nobody is on a floor that nobody told. */
    public Floor floor() {
        return convert(send(get("floor")), Floor.class);
    }

    /** Tells where the sensors stand, all at once; needs role admin. */
    public Floor floor(Floor floor) {
        return convert(send(change("floor").header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(JSON.valueToTree(floor).toString()))), Floor.class);
    }

    /** Names a person; an empty name makes them anonymous again. */
    public Correction name(Identity identity, String name) {
        return correct(identity, "name", Map.of("name", name));
    }

    /** Tells that an identity is somebody else already known. */
    public Correction merge(Identity identity, UUID into) {
        return correct(identity, "merge", Map.of("into", into.toString()));
    }

    /** Tells that some visits of an identity are somebody else. */
    public Correction split(Identity identity, List<String> visits) {
        return correct(identity, "split", Map.of("visits", visits));
    }

    /** Tells that a visit is not this person. */
    public Correction tellApart(Identity identity, String visit) {
        return correct(identity, "not", Map.of("visit", visit));
    }

    /** Forgets a person; this cannot be undone. */
    public Correction erase(Identity identity) {
        return convert(send(change("identities/" + identity.id()).header("If-Match", tag(identity)).DELETE()),
                Correction.class);
    }

    /** Takes a command back. */
    public Correction undo(UUID command) {
        return convert(send(change("corrections/" + command + "/undo").POST(BodyPublishers.noBody())),
                Correction.class);
    }

    private Correction correct(Identity identity, String what, Map<String, ?> body) {
        return convert(send(change("identities/" + identity.id() + "/" + what).header("If-Match", tag(identity))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.valueToTree(body).toString()))), Correction.class);
    }

    private static String tag(Identity identity) {
        return "\"" + identity.version() + "\"";
    }

    private <T> Page<T> page(String path, Class<T> type) {
        JsonNode json = send(get(path));
        List<T> items = new ArrayList<>();
        json.path("items").forEach(item -> items.add(convert(item, type)));
        return new Page<>(items, Optional.ofNullable(json.get("next")).map(JsonNode::asText));
    }

    private HttpRequest.Builder get(String path) {
        var request = HttpRequest.newBuilder(root.resolve(path)).timeout(PATIENCE);
        key.ifPresent(text -> request.header("X-API-Key", text));
        return request;
    }

    private HttpRequest.Builder change(String path) {
        return get(path).header("Idempotency-Key", UUID.randomUUID().toString());
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                JsonNode json = JSON.readTree(body);
                if (answer.statusCode() / 100 != 2) {
                    throw new ApiException(answer.statusCode(), json.path("code").asText("unknown"),
                            json.path("detail").asText("the server answered " + answer.statusCode()));
                }
                return json;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no answer from " + root, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + root, e);
        }
    }

    private static <T> T convert(JsonNode json, Class<T> type) {
        return JSON.convertValue(json, type);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        http.close();
    }
}
