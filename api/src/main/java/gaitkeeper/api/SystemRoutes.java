package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.api.access.Caller;
import gaitkeeper.api.event.EventLog;
import gaitkeeper.matcher.LiveStats;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** How the process does, who works where, and who asks. */
final class SystemRoutes {
    private final Vertx vertx;
    private final Figures figures;
    private final EventLog log;
    private final IdentityBook book;

    SystemRoutes(Vertx vertx, Figures figures, EventLog log, IdentityBook book) {
        this.vertx = vertx;
        this.figures = figures;
        this.log = log;
        this.book = book;
    }

    void mount(Operations operations) {
        operations.on("getSession", call -> Future.succeededFuture(Answer.of(session(call.caller()))));
        operations.on("getSystem", call -> Future.succeededFuture(Answer.of(system(figures.stats().get()))));
        operations.on("listGroups", call -> vertx.executeBlocking(() -> figures.groups().get(), false)
                .map(groups -> Answer.of(groups(groups))));
    }

    private static ObjectNode session(Caller caller) {
        return Json.object().put("name", caller.name()).put("role", caller.role().toString())
                .put("means", caller.means());
    }

    private ObjectNode system(LiveStats now) {
        ObjectNode json = Json.object().put("mode", now.mode()).put("model", now.model())
                .put("uptime_s", Math.round(now.uptimeSeconds())).put("synthetic", now.synthetic())
                .put("frames", now.frames()).put("matches", now.matches())
                .put("identities", book.ledger().everyone().size()).put("gallery_version", book.ledger().last())
                .put("events_from", log.start().toString()).put("events_to", log.end().toString());
        var stages = json.putArray("stages");
        now.stages().forEach(stage -> stages.addObject().put("name", stage.name()).put("unit", stage.unit())
                .put("per_second", stage.rate()).put("p50_ms", finite(stage.p50())).put("p95_ms", finite(stage.p95()))
                .put("p99_ms", finite(stage.p99())));
        return json;
    }

    private static double finite(double value) {
        return Double.isFinite(value) ? value : 0;
    }

    private static ObjectNode groups(List<RoleGroup> groups) {
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        groups.forEach(group -> {
            ObjectNode one = items.addObject().put("state", group.state()).put("members", group.members());
            var roles = one.putArray("roles");
            group.roles().forEach(roles::add);
            ObjectNode lag = one.putObject("lag");
            group.lag().forEach(lag::put);
        });
        return json;
    }
}
