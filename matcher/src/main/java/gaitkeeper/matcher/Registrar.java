package gaitkeeper.matcher;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.GalleryCommand.Erase;
import gaitkeeper.core.GalleryCommand.Recognised;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.Erased;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Outcome;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.matcher.Rulings.Ruling;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** A gallery's one writer: turns commands into entries of the identity log, in the order of the commands. */
final class Registrar implements Processor<String, GalleryRequest, String, Outcome<LogEntry>> {
    /** Who erases those whose time has come. */
    static final String BY_RETENTION = "retention";

    private static final Duration LOOK = Duration.ofSeconds(1);

    /*
     * The registrar must know its own entries at once, while the replica of the log lags by a commit and a poll: it decides on
     * its outbox, which knows both.
     */
    private final Gallery replica;
    private final ModelSpec model;
    private final MatcherConfig config;
    private final MatcherMetrics metrics;
    private final Retention retention;
    private final InstantSource clock;
    private final InstantSource ticker;
    private final AtomicInteger writers;
    private ProcessorContext<String, Outcome<LogEntry>> context;
    private Outbox outbox;
    private Expiry expiry;

    @SuppressWarnings("NullAway.Init") // Kafka Streams calls init() first.
    Registrar(Gallery replica, ModelSpec model, MatcherConfig config, MatcherMetrics metrics, Retention retention,
            InstantSource clock, InstantSource ticker, AtomicInteger writers) {
        this.replica = replica;
        this.model = model;
        this.config = config;
        this.metrics = metrics;
        this.retention = retention;
        this.clock = clock;
        this.ticker = ticker;
        this.writers = writers;
    }

    @Override
    public void init(ProcessorContext<String, Outcome<LogEntry>> context) {
        this.context = context;
        KeyValueStore<Long, LogEntry> store = context.getStateStore(Outbox.STORE);
        outbox = new Outbox(store, replica,
                () -> new ExactIndex(model.metric(), model.calibration().comparison()));
        expiry = new Expiry(context.getStateStore(Expiry.STORE), retention, new SteadyClock(clock, ticker));
        context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, this::forget);
        writers.incrementAndGet();
    }

    private void forget(long nowMs) {
        outbox.prune();
        for (IdentityId identity : expiry.due(outbox.view().ledger())) {
            var request = new GalleryRequest(UUID.randomUUID(), BY_RETENTION, new Erase(identity));
            write(new Record<>(MatcherStage.GALLERY, request, nowMs), new Erased(identity));
            metrics.expired();
        }
    }

    @Override
    public void close() {
        writers.decrementAndGet();
    }

    @Override
    public void process(Record<String, GalleryRequest> record) {
        GalleryRequest request = record.value();
        if (request == null) {
            refuse(record, record.key(), "a command needs a value");
            return;
        }
        outbox.prune();
        if (request.command() instanceof Recognised recognised) {
            expiry.hear(recognised, outbox.view().ledger(), EpochNanos.now(clock));
        }
        switch (new Rulings(outbox.view(), model, config).on(request)) {
            case Ruling.Granted granted -> granted.events().forEach(event -> write(record, event));
            case Ruling.Refused refused -> refuse(record, request.source(), refused.why());
        }
    }

    private void write(Record<String, GalleryRequest> record, IdentityEvent event) {
        LogEntry entry = outbox.add(record.value().id(), record.value().by(), EpochNanos.now(clock), event);
        expiry.follow(event, entry.timeNs());
        if (event instanceof Enrolled) {
            metrics.enrolled();
        }
        context.forward(record.withValue(new Outcome.Done<>(entry)));
    }

    private void refuse(Record<String, GalleryRequest> record, String source, String message) {
        metrics.rejected(Reason.BAD_COMMAND);
        var rejection = new Rejection(Rejection.Stage.REGISTRAR, Reason.BAD_COMMAND, message, EpochNanos.now(clock), 0,
                0, 1);
        context.forward(record.withValue(new Outcome.Refused<>(source, rejection)));
    }
}
