package gaitkeeper.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gaitkeeper.api.access.AccessBook;
import gaitkeeper.api.access.AccessHandler;
import gaitkeeper.api.access.SecurityHeaders;
import gaitkeeper.api.event.Archive;
import gaitkeeper.api.event.Cursor;
import gaitkeeper.api.event.Event;
import gaitkeeper.api.event.Lane;
import gaitkeeper.core.AuditEntry;
import gaitkeeper.core.Evidence;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.Frame;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.Match;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.People;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.Timing;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.core.graph.BodyPart;
import gaitkeeper.matcher.Ending;
import gaitkeeper.matcher.Estimate;
import gaitkeeper.matcher.LiveBudget;
import gaitkeeper.matcher.LiveStats;
import gaitkeeper.matcher.Lookalikes;
import gaitkeeper.matcher.MatcherConfig;
import gaitkeeper.matcher.QualityStats;
import gaitkeeper.matcher.Tradeoff;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The API on a server of its own at a free loopback port, with Ann and Bob known; what is behind it is pretended. */
final class TestHouse implements AutoCloseable {
    static final IdentityId ANN = new IdentityId(new UUID(0xa, 0x1));
    static final IdentityId BOB = new IdentityId(new UUID(0xb, 0x2));
    private static final Timing TIMING = new Timing(1_000_000, 2_000_000, 3_000_000, 9_000_000);
    static final TrackId ANNS_TRACK = new TrackId("cam", "s1", "1");
    static final ModelId MODEL = new ModelId("d16@1");
    static final Lane MATCHES = new Lane(Lane.Kind.MATCH, 0);

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    final InstantSource clock = now::get;
    final FakeWriter writer = new FakeWriter(clock);
    final List<AuditEntry> audited = new CopyOnWriteArrayList<>();
    final AccessBook book;
    final Api api;
    volatile boolean auditBroken;
    volatile boolean writerAway;
    /** Embeddings of a stay's windows; of those without a torso the first is another. */
    volatile Supplier<List<float[]>> seen = () -> List.of(new float[]{1, 2});
    final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    TestHouse(Path folder) {
        book = new AccessBook(folder.resolve("access.json"), clock);
        api = new Api(vertx,
                new Api.Outside(request -> {
                    if (!writerAway) {
                        ask(request);
                    }
                    return writerAway ? Future.failedFuture("away") : Future.succeededFuture();
                }, entry -> {
                    audited.add(entry);
                    return auditBroken ? Future.failedFuture("away") : Future.succeededFuture();
                }, archive(), this::audited, TestHouse::motion, view(), figures(),
                        folder.resolve("webhooks.json"),
                        new FloorBook(folder.resolve("floor.json"), FloorBook.unknown())),
                Cursor.at(Map.of(FakeWriter.LOG, 0L, MATCHES, 0L)), Ledger.EMPTY, clock);
        Router router = Router.router(vertx);
        SecurityHeaders.mount(router);
        Problem.mount(router);
        new AccessHandler(vertx, true, book, Optional.empty(), clock).mount(router);
        api.mount(router);
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
        enrol(ANN, 1, "Ann", ANNS_TRACK);
        enrol(BOB, 2, "", new TrackId("cam", "s1", "2"));
        api.caughtUp();
    }

    private void ask(GalleryRequest request) {
        writer.ask(request, api);
    }

    private void enrol(IdentityId identity, int number, String name, TrackId track) {
        writer.write(UUID.randomUUID(), "system", new Enrolled(identity, number, name, track, People.START_NS), api);
        writer.write(UUID.randomUUID(), "system",
                new ExemplarAdded(identity, new Exemplar(sequence(track, 0), MODEL, new float[]{number, 2})), api);
    }

    static SequenceId sequence(TrackId track, int n) {
        return new SequenceId(track, People.START_NS + n * 1_000_000_000L, WindowSpec.of(6));
    }

    /** A track is answered once more. */
    void answer(TrackId track, int n, Optional<Evidence.Candidate> known) {
        Evidence evidence = evidence(n, known);
        answer(known.<Match>map(person -> new Match.Known(sequence(track, n), MODEL, evidence, TIMING, person, 2_000))
                .orElseGet(() -> new Match.Undecided(sequence(track, n), MODEL, evidence, TIMING)));
    }

    /** A track is answered once more: it is nobody, and somebody is nearest. */
    void stranger(TrackId track, int n, Evidence.Candidate nearest) {
        answer(new Match.Stranger(sequence(track, n), MODEL, evidence(n, Optional.of(nearest)), TIMING));
    }

    private static Evidence evidence(int n, Optional<Evidence.Candidate> nearest) {
        return new Evidence(People.START_NS, n + 1, nearest, n, 1.5f, 0.5f, 1);
    }

    private void answer(Match match) {
        var event = new Event.Matched(MATCHES, writer.of(MATCHES).size(), match);
        writer.events.add(event);
        api.heard(event);
    }

    static Evidence.Candidate ann() {
        return new Evidence.Candidate(ANN, 1, "Ann");
    }

    private Archive archive() {
        return (from, to, limit) -> {
            List<Event> events = new ArrayList<>();
            Map<Lane, Long> reached = new HashMap<>();
            for (Lane lane : to.lanes()) {
                long next = Math.min(from.next(lane), to.next(lane));
                for (; next < to.next(lane) && events.size() < limit; next++) {
                    events.add(writer.of(lane).get((int) next));
                }
                reached.put(lane, next);
            }
            return new Archive.Page(events, Cursor.at(reached));
        };
    }

    private List<AuditArchive.Placed> audited(long from, int limit) {
        List<AuditArchive.Placed> entries = new ArrayList<>();
        for (long n = from; n < audited.size() && entries.size() < limit; n++) {
            entries.add(new AuditArchive.Placed(n, audited.get((int) n)));
        }
        return entries;
    }

    private ModelView view() {
        return new ModelView(_ -> seen.get(),
                (part, _) -> seen.get().stream()
                        .map(vector -> part == BodyPart.TORSO ? new float[]{vector[0] + 3, vector[1]} : vector)
                        .toList(),
                new Lookalikes(writer.gallery, model()));
    }

    /** Two windows of one frame each, and one that was not answered yet. */
    private static List<Sequence> motion(TrackId track, long fromNs, long toNs) {
        return Stream.of(fromNs - 33_000_000, fromNs, toNs).map(ns -> Sequence.join(WindowSpec.of(1),
                List.of(Frame.builder(Layout.KINECT_V2, Geometry.K2).times(ns, ns)
                        .joint(0, 0.5f, 1, 2, 1, JointFlag.OBSERVED).build()),
                ns)).toList();
    }

    private static Figures figures() {
        var together = new QualityStats.Together(new Estimate(0, 0.01, 0.05), 200, 2);
        var quality = new QualityStats(Map.of("door", new LiveBudget.Count(40, 4, 0)),
                List.of(new Tradeoff.Point(0.01, new Estimate(0, 0.02, 0.1), new Estimate(0.2, 0.4, 0.6))), together,
                Map.of(Ending.NAMED, 30L, Ending.UNDECIDED, 10L), 3,
                Map.of("known", 40L, "stranger", 5L, "undecided", 55L), Map.of("BAD_JSON", 3L));
        var group = new RoleGroup(List.of("windower", "encoder"), "stable", 2, Map.of("gk.frames", 7L));
        return new Figures(TestHouse::stats, () -> quality, MatcherConfig.DEFAULT, () -> List.of(group),
                () -> List.of(model()));
    }

    static ModelSpec model() {
        var row = new Calibration.Row(8, 1, 0.1f,
                List.of(new Calibration.Point(0.01, 0.3f, 0.7), new Calibration.Point(0.1, 0.2f, 0.9)));
        var calibration = Calibration.ofExemplars("made up", List.of(new Calibration.Gallery(10, List.of(row))));
        return new ModelSpec(MODEL.value(), "d16", "16 lengths.", "skeleton", 20, 6, "joints", "embedding", 16,
                Metric.EUCLIDEAN, List.of("k1"), calibration, Map.of("walk_rank1", 86.0),
                new ModelSpec.TrainedOn("nobody", "sha256:0", "free"), 0, "abc");
    }

    private static LiveStats stats() {
        return new LiveStats(1, "d16@1", "demo", true,
                List.of(new LiveStats.Stage("match", "matches/s", 1, 1, 2, Double.NaN)), 5, 6, -1,
                Map.of("BAD_JSON", 3L));
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder post(String path, String json) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.read(answer.body().getBytes(UTF_8));
    }

    @Override
    public void close() {
        http.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
        writer.close();
    }

    /** Of the refusal that an operation tells. */
    static void assertProblem(HttpResponse<String> answer, int status, String code) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(answer);
        assertThat(problem.path("code").asText()).as(answer.body()).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asText()).isNotEmpty();
    }
}
