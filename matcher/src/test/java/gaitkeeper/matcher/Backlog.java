package gaitkeeper.matcher;

import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.bundle.Metric;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** A registrar's outbox, its store, and a replica that follows the log when it is told to. */
final class Backlog {
    final LoggedGallery replica;
    final KeyValueStore<Long, LogEntry> store;
    private final Metric metric;
    private final Deque<LogEntry> log = new ArrayDeque<>();
    private Outbox outbox;
    private int written;

    Backlog(Metric metric) {
        this.metric = metric;
        this.replica = TestGallery.of(metric).gallery();
        this.store = store();
        restart();
    }

    @SuppressWarnings("unchecked") // The builder is made for these types.
    private static KeyValueStore<Long, LogEntry> store() {
        var builder = Outbox.builders().iterator().next().withLoggingDisabled().withCachingDisabled();
        var store = (KeyValueStore<Long, LogEntry>) builder.build();
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
        return store;
    }

    /** A new outbox over the same store, as after a crash or a move. */
    void restart() {
        outbox = new Outbox(store, replica, () -> new ExactIndex(metric, Optional.empty()));
    }

    Outbox outbox() {
        return outbox;
    }

    /** The registrar prunes before every command and adds what it writes. */
    void write(IdentityEvent... events) {
        outbox.prune();
        for (IdentityEvent event : events) {
            written++;
            log.add(outbox.add(new UUID(8, written), "test", 0, event));
        }
    }

    /** The replica shows so many more entries of the log. */
    void follow(int entries) {
        for (int i = 0; i < entries && !log.isEmpty(); i++) {
            replica.apply(log.remove());
        }
    }

    void followAll() {
        follow(log.size());
    }
}
