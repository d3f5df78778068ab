package gaitkeeper.api;

import gaitkeeper.api.event.EventReader.Placed;
import gaitkeeper.api.event.EventReader;
import java.util.List;

/**
 * Hands one client its events. A client that does not keep up is waited for; what it has missed comes from Kafka, so it holds
 * nothing back and loses nothing. Everything here runs on one context.
 */
final class Subscriber {
    private static final int AT_ONCE = 200;

    private final Events events;
    private final EventReader reader;
    private final EventFilter filter;
    private final Outlet outlet;
    private boolean reading;

    Subscriber(Events events, EventReader reader, EventFilter filter, Outlet outlet) {
        this.events = events;
        this.reader = reader;
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
        while (events.isComplete() && outlet.open() && !outlet.full() && !reading) {
            if (reader.behind()) {
                readArchive();
                return;
            }
            List<Placed> next = reader.next(AT_ONCE);
            if (next.isEmpty()) {
                return;
            }
            write(next);
        }
    }

    private void readArchive() {
        reading = true;
        events.next(reader, AT_ONCE).onComplete(read -> {
            reading = false;
            if (read.succeeded()) {
                write(read.result());
                pump();
            }
            // Otherwise the broker is away: the next beat asks again.
        });
    }

    private void write(List<Placed> next) {
        if (outlet.open()) {
            next.stream().filter(placed -> events.wanted(filter, placed.event())).forEach(outlet::write);
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
