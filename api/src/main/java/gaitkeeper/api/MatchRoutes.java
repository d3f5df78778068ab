package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.api.event.Archive;
import gaitkeeper.api.event.Cursor;
import gaitkeeper.api.event.EventLog;
import gaitkeeper.api.event.EventReader;
import gaitkeeper.api.event.EventReader.Placed;
import gaitkeeper.api.event.Lane;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** Answers that were given, oldest first, as far back as Kafka keeps them. */
final class MatchRoutes {
    /** Events looked at for one page: one of a rare kind may be short, or empty, and still have a next one. */
    private static final int LOOKED_AT = 500;

    private final Vertx vertx;
    private final EventLog log;
    private final Archive archive;

    MatchRoutes(Vertx vertx, EventLog log, Archive archive) {
        this.vertx = vertx;
        this.log = log;
        this.archive = archive;
    }

    void mount(Operations operations) {
        operations.on("listMatches", this::list);
    }

    private Future<Answer> list(Call call) {
        call.about(call.parameters().toString());
        var filter = new EventFilter(Optional.of(Lane.Kind.MATCH), call.text("kind"), call.text("sensor"),
                call.text("identity"));
        Cursor from = call.text("after").map(StreamRoutes::parse).orElseGet(() -> log.latest(LOOKED_AT));
        var reader = new EventReader(log, from);
        Future<List<Placed>> events = reader.behind()
                ? vertx.executeBlocking(() -> reader.readArchive(archive, LOOKED_AT), false)
                : Future.succeededFuture(reader.next(LOOKED_AT));
        return events.map(read -> page(read, filter, Paging.limit(call), reader));
    }

    /** The next page begins after the last event looked at, wanted or not. */
    private static Answer page(List<Placed> events, EventFilter filter, int limit, EventReader reader) {
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        String next = reader.cursor().toString();
        for (Placed placed : events) {
            if (filter.test(placed.event())) {
                items.add(EventJson.of(placed));
            }
            if (items.size() == limit) {
                next = placed.id().toString();
                break;
            }
        }
        return Answer.of(json.put("next", next));
    }
}
