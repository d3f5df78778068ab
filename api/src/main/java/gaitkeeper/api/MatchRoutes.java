package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.api.event.Cursor;
import gaitkeeper.api.event.EventReader.Placed;
import gaitkeeper.api.event.EventReader;
import gaitkeeper.api.event.Lane;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** Answers that were given, oldest first, as far back as Kafka keeps them. */
final class MatchRoutes {
    /** Events looked at for one page: one of a rare kind may be short, or empty, and still have a next one. */
    private static final int LOOKED_AT = 500;

    private final Events events;

    MatchRoutes(Events events) {
        this.events = events;
    }

    void mount(Operations operations) {
        operations.on("listMatches", this::list);
    }

    private Future<Answer> list(Call call) {
        call.about(call.parameters().toString());
        if (!events.isComplete()) {
            throw Problem.unavailable("this process still reads who is who");
        }
        var filter = new EventFilter(Optional.of(Lane.Kind.MATCH), call.text("kind"), call.text("sensor"),
                call.text("identity"));
        Cursor from = call.text("after").map(StreamRoutes::parse).orElseGet(() -> events.latest(LOOKED_AT));
        EventReader reader = events.from(from);
        return events.next(reader, LOOKED_AT).map(read -> page(read, filter, Paging.limit(call), reader));
    }

    /** The next page begins after the last event looked at, wanted or not. */
    private Answer page(List<Placed> read, EventFilter filter, int limit, EventReader reader) {
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        String next = reader.cursor().toString();
        for (Placed placed : read) {
            if (events.wanted(filter, placed.event())) {
                items.add(events.json().of(placed));
            }
            if (items.size() == limit) {
                next = placed.id().toString();
                break;
            }
        }
        return Answer.of(json.put("next", next));
    }
}
