package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.matcher.Estimate;
import gaitkeeper.matcher.LiveBudget.Count;
import gaitkeeper.matcher.MatcherConfig;
import gaitkeeper.matcher.QualityStats;
import io.vertx.core.Future;
import java.util.Locale;
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
        Count known = now.known();
        ObjectNode json = Json.object().put("uptime_s", Math.round(uptime)).put("switched", now.switched())
                .put("switched_per_hour", uptime > 0 ? now.switched() * 3_600 / uptime : 0)
                .put("budget_share", known.share());
        json.set("fpir", bounds(known.fpir()).put("searches", known.searches()).put("taken", known.taken()));
        json.set("together", bounds(now.together().fpir()).put("pairs", now.together().pairs()).put("taken",
                now.together().taken()));
        json.set("drift", drift(known));
        json.set("named", bounds(now.named()));
        var tradeoff = json.putArray("tradeoff");
        now.tradeoff().forEach(point -> tradeoff.addObject().put("budget", point.budget())
                .<ObjectNode>set("fpir", bounds(point.fpir())).set("missed", bounds(point.missed())));
        ObjectNode visits = json.putObject("visits");
        now.visits().forEach((ending, count) -> visits.put(ending.name().toLowerCase(Locale.ROOT), count));
        var sensors = json.putArray("sensors");
        now.sensors().forEach((id, count) -> sensors.add(drift(count).put("id", id)));
        ObjectNode answers = json.putObject("answers");
        now.answers().forEach(answers::put);
        return json.set("rule", rule(figures.rule()));
    }

    private static ObjectNode drift(Count count) {
        return bounds(count.drift()).put("searches", count.searches()).put("near", count.near());
    }

    private static ObjectNode bounds(Estimate estimate) {
        return Json.object().put("low", estimate.low()).put("middle", estimate.middle()).put("high", estimate.high());
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
