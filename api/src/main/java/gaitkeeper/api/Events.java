package gaitkeeper.api;

import gaitkeeper.api.event.Archive;
import gaitkeeper.api.event.Cursor;
import gaitkeeper.api.event.Event;
import gaitkeeper.api.event.EventLog;
import gaitkeeper.api.event.EventReader.Placed;
import gaitkeeper.api.event.EventReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** The events that clients are told of: the latest from memory, those before from Kafka. */
final class Events {
    private final Vertx vertx;
    private final EventLog log;
    private final Archive archive;
    private final EventJson json;
    private volatile boolean complete;

    Events(Vertx vertx, EventLog log, Archive archive, EventJson json) {
        this.vertx = vertx;
        this.log = log;
        this.archive = archive;
        this.json = json;
    }

    /** From now on all is told. Before, an old answer names people whom the books do not know yet, like those erased. */
    void complete() {
        complete = true;
    }

    /** Whether anything is told yet. */
    boolean isComplete() {
        return complete;
    }

    EventJson json() {
        return json;
    }

    /** The place of what comes next. */
    Cursor end() {
        return log.end();
    }

    /** The place before the latest events. */
    Cursor latest(int events) {
        return log.latest(events);
    }

    EventReader from(Cursor cursor) {
        return new EventReader(log, cursor);
    }

    /**
     * The next events, at most so many.
     *
     * @return at once if memory has them; fails if Kafka is away
     */
    Future<List<Placed>> next(EventReader reader, int most) {
        return reader.behind()
                ? vertx.executeBlocking(() -> reader.readArchive(archive, most), false)
                : Future.succeededFuture(reader.next(most));
    }

    /** Whether a client who filters so wants an event. */
    boolean wanted(EventFilter filter, Event event) {
        return filter.test(event, json);
    }
}
