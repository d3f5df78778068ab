package gaitkeeper.deploy;

import gaitkeeper.api.Figures;
import gaitkeeper.api.FloorBook;
import gaitkeeper.api.ModelView;
import gaitkeeper.api.access.AccessBook;
import gaitkeeper.api.access.AccessHandler;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.wire.Site;
import gaitkeeper.encoder.BatchingEncoder;
import gaitkeeper.encoder.EncoderStage;
import gaitkeeper.encoder.EncodingModel;
import gaitkeeper.encoder.Inquiry;
import gaitkeeper.encoder.WindowerConfig;
import gaitkeeper.encoder.WindowerStage;
import gaitkeeper.ingest.FrameSink;
import gaitkeeper.matcher.Gallery;
import gaitkeeper.matcher.LiveFeed;
import gaitkeeper.matcher.LiveRoutes;
import gaitkeeper.matcher.LiveStats;
import gaitkeeper.matcher.LoggedGallery;
import gaitkeeper.matcher.Lookalikes;
import gaitkeeper.matcher.MatcherStage;
import gaitkeeper.matcher.RegistrarStage;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running process: reads top to bottom as broker, topics, ingest, stages, page, health. */
public final class Node implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    /** How often credentials and certificate are looked at for changes. */
    private static final long FILES_EVERY_MS = 3_000;
    /** How long a frame is retried before its sender is told that it was not stored. */
    private static final Duration SENDER_PATIENCE = Duration.ofSeconds(15);

    private final NodeConfig config;
    private final InstantSource clock = InstantSource.system();
    private final long startedNs = System.nanoTime();
    private final PipelineMetrics metrics = new PipelineMetrics();
    private final Overload overload = Overload.ofThisMachine();
    private final HealthChecks live = new HealthChecks();
    private final HealthChecks ready = new HealthChecks();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ModelSpec model;
    private final MadeUp madeUp;
    private final FloorBook floor;
    private final LoggedGallery gallery;
    private final Vertx vertx;
    private final AccessBook access;
    private final HttpFront http;
    private KafkaClients kafka;
    private Optional<IngestPart> ingest = Optional.empty();
    private Optional<BatchingEncoder> encoder = Optional.empty();
    private Restored restored = Restored.NOTHING;
    private int port;

    /**
     * Prepares a process; {@link #start} does all the work.
     *
     * @throws IllegalArgumentException if the floor's file cannot be read
     */
    @SuppressWarnings("NullAway.Init") // kafka: set by start(), which comes first.
    public Node(NodeConfig config, MadeUp madeUp) {
        this.config = config;
        this.madeUp = madeUp;
        this.floor = new FloorBook(config.data().resolve("floor.json"), madeUp.floor());
        this.model = config.bundle().spec();
        this.gallery = LoggedGallery.of(model);
        metrics.gallery(() -> gallery.ledger().size());
        this.vertx = own(Vertx.vertx(), v -> v.close().await());
        this.access = new AccessBook(config.security().access(), clock);
        this.http = own(new HttpFront(vertx, this::mountPages, metrics.registry(), live, ready, accessHandler(),
                config.security().tls()), HttpFront::close);
    }

    private AccessHandler accessHandler() {
        Security security = config.security();
        security.check(config.httpHost(), !access.isEmpty() || security.tokens().isPresent());
        return new AccessHandler(vertx, Security.loopback(config.httpHost()), access, security.tokens(), clock);
    }

    /** The pages themselves tell nobody anything; what they show is asked for. */
    private void mountPages(Router router) {
        if (config.roles().contains(Role.MATCHER)) {
            LiveRoutes.mountPages(router);
        }
    }

    /** Starts everything and returns when the HTTP server listens; {@link #ready()} tells when matches can be made. */
    public Node start() {
        Optional<EmbeddedBroker> embedded = config.kafka().isPresent()
                ? Optional.empty()
                : Optional.of(embeddedBroker());
        kafka = new KafkaClients(embedded.map(EmbeddedBroker::bootstrap).or(config::kafka).orElseThrow());
        try (Admin admin = kafka.admin()) {
            TopicPlan.ensure(admin, config.partitions());
            embedded.filter(EmbeddedBroker::wasKilled)
                    .ifPresent(broker -> LeftBehind.clear(admin, broker, PipelineStreams.applicationId(config)));
        }
        if (config.roles().contains(Role.INGEST)) {
            startIngest();
        }
        if (config.roles().contains(Role.MATCHER)) {
            restored = restoreGallery();
        }
        startStages();
        if (config.roles().contains(Role.MATCHER)) {
            startPage();
        }
        vertx.setPeriodic(1_000, timer -> {
            metrics.tick();
            overload.tick();
            ingest.ifPresent(IngestPart::tick);
        });
        vertx.setPeriodic(FILES_EVERY_MS, timer -> vertx.executeBlocking(() -> {
            access.refresh();
            http.refreshCertificate();
            return null;
        }));
        port = http.listen(config.httpHost(), config.httpPort());
        LOG.atInfo().addKeyValue("roles", config.roles()).addKeyValue("port", port).log("started");
        return this;
    }

    private EmbeddedBroker embeddedBroker() {
        return own(EmbeddedBroker.start(config.data(), config.kafkaPort()), EmbeddedBroker::close);
    }

    private void startIngest() {
        // A cluster's disks are its own.
        LongSupplier room = config.kafka().isPresent() ? DiskGuard.ENDLESS : DiskGuard.room(config.data());
        var part = own(new IngestPart(kafka, room, metrics, clock,
                Map.of("delivery.timeout.ms", (int) SENDER_PATIENCE.toMillis())), IngestPart::close);
        ingest = Optional.of(part);
        FrontRoutes.mountIngest(vertx, http.router(), part.intake());
        ready.add("ingest", () -> !part.frames().congested());
        ready.add("disk", part::hasRoom);
    }

    /**
     * Opens further ways in; after {@link #start}, and only where this process ingests.
     *
     * @throws gaitkeeper.core.MalformedException if their settings make no sense
     */
    void open(DoorOptions options) throws IOException {
        IngestPart part = ingest.orElseThrow(() -> new IllegalStateException("this process does not ingest"));
        options.cameras().forEach(part.intake().admission().calibrations()::put);
        new Doors(vertx, part.intake(), kafka, ready, parts::push).open(options);
    }

    /** From the newest snapshot; the log, from where it goes on, is the stages' to follow. */
    private Restored restoreGallery() {
        try {
            return new Snapshots(kafka).newest(gallery::looks).map(found -> {
                gallery.restore(found.content());
                return new Restored(gallery.ledger(), found.place().log());
            }).orElse(Restored.NOTHING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the gallery's snapshot: " + e.getMessage(), e);
        }
    }

    private void startStages() {
        boolean windows = config.roles().contains(Role.WINDOWER);
        boolean encodes = config.roles().contains(Role.ENCODER);
        boolean matches = config.roles().contains(Role.MATCHER);
        if (!windows && !encodes && !matches) {
            return;
        }
        if (encodes) {
            var made = own(new BatchingEncoder(EncodingModel.load(config.bundle()), metrics.encoder()),
                    BatchingEncoder::close).start();
            live.add("encoder", made::alive);
            encoder = Optional.of(made);
        }
        Optional<PipelineTopology.Matching> matching = matches ? Optional.of(matching()) : Optional.empty();
        var topology = new PipelineTopology(Duration.ofMillis(config.commitMs()), clock).build(
                windows ? Optional.of(windower()) : Optional.empty(),
                encoder.map(e -> new EncoderStage(e, metrics.encoder(), clock)),
                matching);
        var streams = own(new PipelineStreams(topology, kafka.bootstrap(), config, metrics, restored),
                PipelineStreams::close);
        live.add("stages", () -> !streams.state().equals("ERROR"));
        ready.add("stages", streams::ready);
        new StageThreadExports(streams::metrics).register(metrics.registry());
        streams.start();
        matching.ifPresent(
                m -> own(new SnapshotKeeper(kafka, new LogCompactor(kafka, clock), gallery, restored.ledger().last(),
                        m.registrar()::writesHere, PipelineStreams.applicationId(config)), SnapshotKeeper::close)
                        .start());
    }

    private WindowerStage windower() {
        return new WindowerStage(WindowerConfig.of(WindowSpec.of(model.frames())), metrics.windower(), clock);
    }

    private PipelineTopology.Matching matching() {
        return new PipelineTopology.Matching(
                new MatcherStage(config.matcher(), gallery, model, metrics.matcher(), metrics.liveBudget(), clock),
                new RegistrarStage(config.matcher(), gallery, model, metrics.matcher(), config.retention(), clock,
                        () -> Instant.EPOCH.plusNanos(System.nanoTime())),
                gallery);
    }

    private void startPage() {
        var part = own(
                new ApiPart(vertx, kafka, modelView(), figures(), config.data(), floor, restored, clock),
                ApiPart::close).start();
        live.add("api", part::alive);
        ready.add("api", part::caughtUp);
        part.api().mount(http.router());
        var feed = new LiveFeed(clock, madeUp.truth());
        var routes = new LiveRoutes(vertx, feed, gallery, this::stats, overload::now);
        var reader = own(new LiveConsumer(kafka.reader(), feed, routes::watched, metrics.endToEnd(), clock),
                LiveConsumer::close).start();
        live.add("page", reader::alive);
        http.router().get(LiveRoutes.FEED).handler(context -> part.api().audit().follow("watchLive", context));
        routes.mount(http.router());
    }

    /** With a model of its own: this process need not encode, and where it does, questions must not be in the way. */
    private ModelView modelView() {
        var inquiry = own(new Inquiry(config.bundle()), Inquiry::close);
        return new ModelView(inquiry::embed, inquiry::without, new Lookalikes(gallery, model));
    }

    private Figures figures() {
        return new Figures(this::stats, () -> metrics.quality(gallery.ledger().size()), config.matcher(),
                own(new KafkaGroups(kafka), KafkaGroups::close), Node::models);
    }

    private static List<ModelSpec> models() {
        return Home.modelNames().stream().map(name -> ModelBundle.open(NodeOptions.bundle(name)).spec()).toList();
    }

    private LiveStats stats() {
        List<LiveStats.Stage> stages = List.of(stage("ingest", "frames/s", metrics.ingestLatency()),
                stage("window", "sequences/s", metrics.windowLatency()),
                stage("encode", "sequences/s", metrics.encodeLatency()),
                stage("match", "matches/s", metrics.matchLatency()),
                stage("end to end", "matches/s", metrics.endToEnd()));
        String mode = Site.name().isEmpty() ? config.mode() : config.mode() + " at " + Site.name();
        return new LiveStats((System.nanoTime() - startedNs) / 1e9, model.id(), mode, config.mode().equals("demo"),
                stages, metrics.framesStored(), metrics.answers(), -1, metrics.rejections());
    }

    private static LiveStats.Stage stage(String name, String unit, StageLatency latency) {
        return new LiveStats.Stage(name, unit, latency.rate(), latency.quantileMs(0.5), latency.quantileMs(0.95),
                latency.quantileMs(0.99));
    }

    /** Whether matches can be made now. */
    public boolean ready() {
        return ready.allPass();
    }

    /** The health checks that say no, if matches cannot be made now. */
    List<String> notReady() {
        return ready.failing();
    }

    /** The broker's {@code host:port}. */
    public String bootstrap() {
        return kafka.bootstrap();
    }

    /** The page's address. */
    public String url() {
        return (config.security().tls().isPresent() ? "https://" : "http://") + config.httpHost() + ":" + port + "/";
    }

    /** Where frames go in, if this process has the ingest role. */
    public FrameSink frames() {
        return ingest.orElseThrow(() -> new IllegalStateException("this process does not ingest")).frames();
    }

    /** The encoder, if this process has that role. */
    public Optional<BatchingEncoder> encoder() {
        return encoder;
    }

    /** The replica of the gallery. */
    public Gallery gallery() {
        return gallery;
    }

    private <T> T own(T part, Consumer<T> close) {
        parts.push(() -> close.accept(part));
        return part;
    }

    /** Stops everything, last started first. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                // The other parts must be closed whatever one of them does.
                LOG.atWarn().addKeyValue("cause", String.valueOf(e.getMessage())).log("a part did not close");
            }
        }
    }
}
