package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.matcher.MatcherConfig;
import gaitkeeper.matcher.QualityStats;
import io.vertx.core.Future;
import java.util.Map;

/** How well people are told apart, by which rule, and what was refused. */
final class QualityRoutes {
    private final Figures figures;

    QualityRoutes(Figures figures) {
        this.figures = figures;
    }

    void mount(Operations operations) {
        operations.on("getQuality", call -> Future.succeededFuture(Answer.of(quality(figures.quality().get()))));
        operations.on("listRejected",
                call -> Future.succeededFuture(Answer.of(rejected(figures.quality().get().rejected()))));
    }

    private ObjectNode quality(QualityStats now) {
        double uptime = figures.stats().get().uptimeSeconds();
        ObjectNode json = Json.object().put("uptime_s", Math.round(uptime)).put("pairs", now.pairs())
                .put("taken", now.taken()).put("switched", now.switched())
                .put("switched_per_hour", uptime > 0 ? now.switched() * 3_600 / uptime : 0);
        json.putObject("fpir").put("low", now.fpir().low()).put("middle", now.fpir().middle())
                .put("high", now.fpir().high());
        ObjectNode answers = json.putObject("answers");
        now.answers().forEach(answers::put);
        return json.set("rule", rule(figures.rule()));
    }

    private static ObjectNode rule(MatcherConfig rule) {
        return Json.object().put("fpir", rule.fpir()).put("min_windows", rule.minWindows())
                .put("probation", rule.probation()).put("enrols_strangers", rule.enrolStrangers());
    }

    private static ObjectNode rejected(Map<String, Long> counts) {
        ObjectNode json = Json.object();
        var items = json.putArray("items");
        counts.forEach((reason, count) -> items.addObject().put("reason", reason).put("count", count));
        return json;
    }
}
