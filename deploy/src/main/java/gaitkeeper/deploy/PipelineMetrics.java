package gaitkeeper.deploy;

import gaitkeeper.core.Match;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection.Stage;
import gaitkeeper.core.Timing;
import gaitkeeper.encoder.EncoderMetrics;
import gaitkeeper.encoder.WindowerMetrics;
import gaitkeeper.ingest.IngestMetrics;
import gaitkeeper.matcher.Ending;
import gaitkeeper.matcher.Estimate;
import gaitkeeper.matcher.FalsePositives;
import gaitkeeper.matcher.LiveBudget;
import gaitkeeper.matcher.MatcherMetrics;
import gaitkeeper.matcher.QualityStats;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.prometheus.client.Histogram;
import io.prometheus.client.hotspot.GarbageCollectorExports;
import io.prometheus.client.hotspot.MemoryPoolsExports;
import io.prometheus.client.hotspot.StandardExports;
import io.prometheus.client.hotspot.ThreadExports;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Binds every stage's vocabulary to Prometheus; names are {@code gaitkeeper_<stage>_<what>_<unit>} and stable. */
final class PipelineMetrics {
    private static final List<String> KINDS = List.of("known", "stranger", "undecided");

    private final CollectorRegistry registry = new CollectorRegistry();
    private final StageLatency ingest = latency("gaitkeeper_ingest_latency_seconds",
            "Frame received to stored on the broker.");
    private final StageLatency window = latency("gaitkeeper_windower_latency_seconds",
            "Last frame of a window received to window closed.");
    private final StageLatency encode = latency("gaitkeeper_encoder_latency_seconds",
            "Window closed to embedding made.");
    private final StageLatency match = latency("gaitkeeper_matcher_latency_seconds", "Embedding made to answer given.");
    private final StageLatency endToEnd = latency("gaitkeeper_pipeline_latency_seconds",
            "Last frame of a window received to its match readable (committed).");
    private final Counter received = counter("gaitkeeper_ingest_frames_total",
            "Well-formed frames handed to the sink.");
    private final Counter stored = counter("gaitkeeper_ingest_stored_total", "Frames the broker acknowledged.");
    private final Counter accepted = counter("gaitkeeper_windower_frames_total", "Frames that joined a window.");
    private final Counter sequences = counter("gaitkeeper_windower_sequences_total", "Windows closed.");
    private final Counter interrupted = counter("gaitkeeper_windower_interrupted_total", "Windows cut short by a gap.");
    private final Gauge tracks = Gauge.build("gaitkeeper_windower_tracks", "Live tracks.").register(registry);
    private final Counter submitted = counter("gaitkeeper_encoder_submitted_total", "Sequences handed to the encoder.");
    private final Counter encoded = counter("gaitkeeper_encoder_embeddings_total", "Embeddings made.");
    private final Counter swaps = counter("gaitkeeper_encoder_swaps_total", "Models taken over while running.");
    private final Histogram batch = Histogram.build("gaitkeeper_encoder_batch_size", "Sequences per run of the model.")
            .buckets(1, 2, 4, 8, 16, 32, 64).register(registry);
    private final Histogram batchSeconds = Histogram
            .build("gaitkeeper_encoder_batch_seconds", "Duration of a model run.")
            .buckets(0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.05, 0.1, 1).register(registry);
    private final Counter matches = Counter.build("gaitkeeper_matcher_matches_total", "Answers given.")
            .labelNames("kind")
            .register(registry);
    private final Histogram identify = Histogram.build("gaitkeeper_matcher_time_to_identify_seconds",
            "Event time from a track's first frame to its first name.").buckets(0.2, 0.5, 1, 1.5, 2, 3, 5, 10, 30)
            .register(registry);
    private final Counter switched = counter("gaitkeeper_matcher_switches_total",
            "Tracks that had a name and were given another.");
    private final Counter impostors = Counter.build("gaitkeeper_matcher_impostors_total",
            "Visits compared with an identity that they surely were not, because both were seen at the same time.")
            .labelNames("taken").register(registry);
    private final Gauge fpir = Gauge.build("gaitkeeper_matcher_fpir_ratio",
            "Searches of strangers that give a name, estimated from visits of known people or from bodies seen together.")
            .labelNames("evidence", "bound").register(registry);
    private final Gauge drift = Gauge.build("gaitkeeper_matcher_drift_ratio",
            "How many times as often as calibrated somebody comes near to another; with its 95 % interval.")
            .labelNames("bound").register(registry);
    private final Gauge share = Gauge.build("gaitkeeper_matcher_budget_share",
            "What the error budget is multiplied by: below 1 where people come nearer to each other than calibrated.")
            .register(registry);
    private final Counter ended = Counter.build("gaitkeeper_matcher_visits_total", "Visits that ended.")
            .labelNames("ending").register(registry);
    private final LiveBudget budget = new LiveBudget();
    private final FalsePositives falsePositives = new FalsePositives();
    private final Counter proposed = counter("gaitkeeper_matcher_proposals_total", "Strangers proposed for enrolment.");
    private final Counter enrolled = counter("gaitkeeper_registrar_enrolled_total", "Identities enrolled.");
    private final Counter expired = counter("gaitkeeper_registrar_expired_total",
            "Identities erased because they were not seen for as long as is kept.");
    private final Counter rejected = Counter.build("gaitkeeper_rejected_total", "Refusals.")
            .labelNames("stage", "reason")
            .register(registry);
    private final Map<Reason, LongAdder> rejectedByReason = new ConcurrentHashMap<>();

    PipelineMetrics() {
        new StandardExports().register(registry);
        new MemoryPoolsExports().register(registry);
        new GarbageCollectorExports().register(registry);
        new ThreadExports().register(registry);
    }

    private StageLatency latency(String name, String help) {
        return new StageLatency(registry, name, help);
    }

    private Counter counter(String name, String help) {
        return Counter.build(name, help).register(registry);
    }

    CollectorRegistry registry() {
        return registry;
    }

    StageLatency ingestLatency() {
        return ingest;
    }

    StageLatency windowLatency() {
        return window;
    }

    StageLatency encodeLatency() {
        return encode;
    }

    StageLatency matchLatency() {
        return match;
    }

    StageLatency endToEnd() {
        return endToEnd;
    }

    /** Closes a second of all latencies. */
    void tick() {
        ingest.tick();
        window.tick();
        encode.tick();
        match.tick();
        endToEnd.tick();
    }

    void rejected(Stage stage, Reason reason) {
        rejected.labels(stage.name().toLowerCase(Locale.ROOT), reason.name()).inc();
        rejectedByReason.computeIfAbsent(reason, r -> new LongAdder()).increment();
    }

    /** Refusals so far by reason, all stages. */
    Map<String, Long> rejections() {
        Map<String, Long> counts = new TreeMap<>();
        rejectedByReason.forEach((reason, count) -> counts.put(reason.name(), count.sum()));
        return counts;
    }

    long framesStored() {
        return (long) stored.get();
    }

    long answers() {
        return answersByKind().values().stream().mapToLong(Long::longValue).sum();
    }

    IngestMetrics ingest() {
        return new IngestMetrics() {
            @Override
            public void received() {
                received.inc();
            }

            @Override
            public void stored(long sinceReceivedNs) {
                stored.inc();
                ingest.record(sinceReceivedNs);
            }

            @Override
            public void rejected(Reason reason) {
                PipelineMetrics.this.rejected(Stage.INGEST, reason);
            }
        };
    }

    WindowerMetrics windower() {
        return new WindowerMetrics() {
            @Override
            public void accepted() {
                accepted.inc();
            }

            @Override
            public void rejected(Reason reason) {
                PipelineMetrics.this.rejected(Stage.WINDOWER, reason);
            }

            @Override
            public void sequence(long sinceReceivedNs) {
                sequences.inc();
                window.record(sinceReceivedNs);
            }

            @Override
            public void interrupted() {
                interrupted.inc();
            }

            @Override
            public void tracks(int change) {
                tracks.inc(change);
            }
        };
    }

    EncoderMetrics encoder() {
        return new EncoderMetrics() {
            @Override
            public void submitted() {
                submitted.inc();
            }

            @Override
            public void encoded(long sinceWindowedNs) {
                encoded.inc();
                encode.record(sinceWindowedNs);
            }

            @Override
            public void rejected(Reason reason) {
                PipelineMetrics.this.rejected(Stage.ENCODER, reason);
            }

            @Override
            public void batch(int size, long ns) {
                batch.observe(size);
                batchSeconds.observe(ns / 1e9);
            }

            @Override
            public void swapped() {
                swaps.inc();
            }
        };
    }

    /**
     * Shows how often strangers are named in a gallery.
     *
     * @param identities how many it knows; asked at every scrape
     */
    void gallery(IntSupplier identities) {
        impostors.setChild(counted(falsePositives::taken), "true");
        impostors.setChild(counted(() -> falsePositives.pairs() - falsePositives.taken()), "false");
        bounds(fpir, () -> falsePositives.estimate(identities.getAsInt()), "together");
        bounds(fpir, () -> budget.all().fpir(), "known");
        bounds(drift, () -> budget.all().drift());
        share.setChild(asked(budget::share));
    }

    private static void bounds(Gauge gauge, Supplier<Estimate> estimate, String... of) {
        bound(gauge, () -> estimate.get().low(), "low", of);
        bound(gauge, () -> estimate.get().middle(), "middle", of);
        bound(gauge, () -> estimate.get().high(), "high", of);
    }

    private static void bound(Gauge gauge, DoubleSupplier value, String name, String... of) {
        gauge.setChild(asked(value), Stream.concat(Stream.of(of), Stream.of(name)).toArray(String[]::new));
    }

    private static Counter.Child counted(LongSupplier value) {
        return new Counter.Child() {
            @Override
            public double get() {
                return value.getAsLong();
            }
        };
    }

    private static Gauge.Child asked(DoubleSupplier value) {
        return new Gauge.Child() {
            @Override
            public double get() {
                return value.getAsDouble();
            }
        };
    }

    /** What the matcher here finds of its calibration. */
    LiveBudget liveBudget() {
        return budget;
    }

    /**
     * How well people are told apart, so far.
     *
     * @param identities in the gallery now
     */
    QualityStats quality(int identities) {
        var together = new QualityStats.Together(falsePositives.estimate(identities), falsePositives.pairs(),
                falsePositives.taken());
        Map<Ending, Long> visits = new EnumMap<>(Ending.class);
        for (Ending ending : Ending.values()) {
            visits.put(ending, (long) ended.labels(label(ending)).get());
        }
        return new QualityStats(budget.sensors(), budget.tradeoff(), together, visits, (long) switched.get(),
                answersByKind(),
                rejections());
    }

    private Map<String, Long> answersByKind() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String kind : KINDS) {
            counts.put(kind, (long) matches.labels(kind).get());
        }
        return counts;
    }

    private static String label(Ending ending) {
        return ending.name().toLowerCase(Locale.ROOT);
    }

    MatcherMetrics matcher() {
        return new MatcherMetrics() {
            @Override
            public void matched(Match answer) {
                matches.labels(kind(answer)).inc();
                Timing timing = answer.timing();
                match.record(timing.matchedNs() - timing.encodedNs());
            }

            @Override
            public void identified(long timeToIdentifyMs) {
                identify.observe(timeToIdentifyMs / 1e3);
            }

            @Override
            public void switched() {
                switched.inc();
            }

            @Override
            public void impostor(boolean taken) {
                falsePositives.count(taken);
            }

            @Override
            public void ended(Ending ending) {
                ended.labels(label(ending)).inc();
            }

            @Override
            public void proposed() {
                proposed.inc();
            }

            @Override
            public void expired() {
                expired.inc();
            }

            @Override
            public void enrolled() {
                enrolled.inc();
            }

            @Override
            public void rejected(Reason reason) {
                PipelineMetrics.this.rejected(Stage.MATCHER, reason);
            }
        };
    }

    static String kind(Match answer) {
        return switch (answer) {
            case Match.Known _ -> "known";
            case Match.Stranger _ -> "stranger";
            case Match.Undecided _ -> "undecided";
        };
    }
}
