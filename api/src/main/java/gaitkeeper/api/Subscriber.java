package gaitkeeper.api;

import gaitkeeper.api.event.Archive;
import gaitkeeper.api.event.EventReader;
import gaitkeeper.api.event.EventReader.Placed;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * Hands one client its events. A client that does not keep up is waited for; what it has missed comes from Kafka, so it holds
 * nothing back and loses nothing. Everything here runs on one context.
 */
final class Subscriber {
    private static final int AT_ONCE = 200;

    private final Vertx vertx;
    private final EventReader reader;
    private final Archive archive;
    private final EventFilter filter;
    private final Outlet outlet;
    private boolean reading;

    Subscriber(Vertx vertx, EventReader reader, Archive archive, EventFilter filter, Outlet outlet) {
        this.vertx = vertx;
        this.reader = reader;
        this.archive = archive;
        this.filter = filter;
        this.outlet = outlet;
    }

    /** The way to a client. */
    interface Outlet {
        boolean open();

        boolean full();

        void write(Placed event);

        /** Tells a silent client, and whatever lies between, that this is still alive. */
        void beat(EventReader reader);
    }

    /** Hands over what there is. */
    void pump() {
        while (outlet.open() && !outlet.full() && !reading) {
            if (reader.behind()) {
                readArchive();
                return;
            }
            List<Placed> events = reader.next(AT_ONCE);
            if (events.isEmpty()) {
                return;
            }
            write(events);
        }
    }

    private void readArchive() {
        reading = true;
        vertx.executeBlocking(() -> reader.readArchive(archive, AT_ONCE)).onComplete(read -> {
            reading = false;
            if (read.succeeded()) {
                write(read.result());
                pump();
            }
            // Otherwise the broker is away: the next beat asks again.
        });
    }

    private void write(List<Placed> events) {
        if (outlet.open()) {
            events.stream().filter(placed -> filter.test(placed.event())).forEach(outlet::write);
        }
    }

    void beat() {
        if (outlet.open() && !outlet.full() && !reading) {
            outlet.beat(reader);
        }
    }

    boolean open() {
        return outlet.open();
    }
}
