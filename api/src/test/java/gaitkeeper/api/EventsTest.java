package gaitkeeper.api;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.api.event.Archive;
import gaitkeeper.api.event.Cursor;
import gaitkeeper.api.event.Event;
import gaitkeeper.api.event.EventLog;
import gaitkeeper.api.event.EventReader.Placed;
import gaitkeeper.api.event.EventReader;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.gallery.Ledger;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process that starts tells nothing before it knows who is who: whoever is not in its books yet would pass for somebody erased. */
class EventsTest {
    private static final Archive NOTHING = (_, to, _) -> new Archive.Page(List.of(), to);

    private final Vertx vertx = Vertx.vertx();
    private final EventLog log = new EventLog(10, Cursor.at(Map.of(FakeWriter.LOG, 0L)));
    private final Events events = new Events(vertx, log, NOTHING, new EventJson(new IdentityBook(Ledger.EMPTY)));
    private final List<Placed> told = new ArrayList<>();
    private final Subscriber subscriber = new Subscriber(events, events.from(log.end()),
            new EventFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()), new Kept());

    private final class Kept implements Subscriber.Outlet {
        @Override
        public boolean open() {
            return true;
        }

        @Override
        public boolean full() {
            return false;
        }

        @Override
        public void write(Placed event) {
            told.add(event);
        }

        @Override
        public void beat(EventReader reader) {}
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void tellsNothingBeforeTheBooksAreComplete() {
        log.append(new Event.Logged(FakeWriter.LOG, 0, new LogEntry(1, new UUID(1, 1), "system",
                EpochNanos.of(Instant.EPOCH), new Enrolled(TestHouse.ANN, 1, "Ann", TestHouse.ANNS_TRACK, 1))));

        subscriber.pump();
        assertThat(told).isEmpty();

        events.complete();
        subscriber.pump();
        assertThat(told).hasSize(1);
    }
}
