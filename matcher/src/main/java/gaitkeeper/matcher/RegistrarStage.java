package gaitkeeper.matcher;

import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Outcome;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.bundle.ModelSpec;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Commands to identity events: the one writer of a gallery's log, because its input has one partition. */
public final class RegistrarStage {
    private final MatcherConfig config;
    private final Gallery replica;
    private final ModelSpec model;
    private final MatcherMetrics metrics;
    private final Retention retention;
    private final InstantSource clock;
    private final InstantSource ticker;
    private final AtomicInteger writers = new AtomicInteger();

    /**
     * Makes the stage; parameters as for {@link MatcherStage}.
     *
     * @param retention how long people are kept
     * @param ticker a time of any origin that nobody sets, to know by when somebody sets the clock
     */
    public RegistrarStage(MatcherConfig config, Gallery replica, ModelSpec model, MatcherMetrics metrics,
            Retention retention, InstantSource clock, InstantSource ticker) {
        this.config = config;
        this.replica = replica;
        this.model = model;
        this.metrics = metrics;
        this.retention = retention;
        this.clock = clock;
        this.ticker = ticker;
    }

    /** Whether the gallery's one writer is in this process now. */
    public boolean writesHere() {
        return writers.get() > 0;
    }

    /** Attaches the stage to the commands of galleries. */
    public Registered attach(KStream<String, GalleryRequest> commands) {
        Map<String, KStream<String, Outcome<LogEntry>>> branches = commands
                .process(new Supplier(), Named.as("register")).split(Named.as("registered-"))
                .branch((gallery, outcome) -> outcome instanceof Outcome.Done, Branched.as("done"))
                .defaultBranch(Branched.as("refused"));
        KStream<String, LogEntry> events = Objects.requireNonNull(branches.get("registered-done"))
                .mapValues(outcome -> ((Outcome.Done<LogEntry>) outcome).value(), Named.as("registered-values"));
        KStream<String, Rejection> rejected = Objects.requireNonNull(branches.get("registered-refused"))
                .map((gallery, outcome) -> {
                    var refused = (Outcome.Refused<LogEntry>) outcome;
                    return KeyValue.pair(refused.source(), refused.rejection());
                }, Named.as("registered-rejections"));
        return new Registered(events, rejected);
    }

    /**
     * What comes out of the stage.
     *
     * @param events for {@code gk.identities}, by gallery
     * @param rejected refusals by gallery
     */
    public record Registered(KStream<String, LogEntry> events, KStream<String, Rejection> rejected) {}

    private final class Supplier implements ProcessorSupplier<String, GalleryRequest, String, Outcome<LogEntry>> {
        @Override
        public Processor<String, GalleryRequest, String, Outcome<LogEntry>> get() {
            return new Registrar(replica, model, config, metrics, retention, clock, ticker, writers);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Stream.concat(Outbox.builders().stream(), Stream.of(Expiry.builder())).collect(Collectors.toSet());
        }
    }
}
