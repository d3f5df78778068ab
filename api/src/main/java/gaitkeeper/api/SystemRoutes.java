package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.api.event.EventLog;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.matcher.LiveStats;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/** How the process does, which models there are, and what was refused. */
final class SystemRoutes {
    private final Supplier<LiveStats> stats;
    private final Supplier<Future<List<ModelSpec>>> models;
    private final EventLog log;
    private final IdentityBook book;

    SystemRoutes(Supplier<LiveStats> stats, Supplier<Future<List<ModelSpec>>> models, EventLog log,
            IdentityBook book) {
        this.stats = stats;
        this.models = models;
        this.log = log;
        this.book = book;
    }

    void mount(Operations operations) {
        operations.on("getSystem", call -> Future.succeededFuture(Answer.of(system(stats.get()))));
        operations.on("listModels", call -> models.get().map(all -> Answer.of(models(all, stats.get().model()))));
        operations.on("listRejected", call -> Future.succeededFuture(Answer.of(rejected(stats.get()))));
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

    private static ObjectNode models(List<ModelSpec> models, String inUse) {
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        models.forEach(model -> {
            ObjectNode one = items.addObject().put("id", model.id()).put("system", model.system())
                    .put("description", model.description()).put("frames", model.frames())
                    .put("joints", model.joints()).put("width", model.width())
                    .put("in_use", model.id().equals(inUse)).put("trained_on", model.trainedOn().data());
            ObjectNode results = one.putObject("results");
            model.results().forEach(results::put);
        });
        return json;
    }

    private static ObjectNode rejected(LiveStats now) {
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        now.rejected().forEach((reason, count) -> items.addObject().put("reason", reason).put("count", count));
        return json;
    }
}
