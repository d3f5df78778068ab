package gaitkeeper.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.StreamStatus.Checked;
import gaitkeeper.ingest.check.CheckConfig;
import gaitkeeper.ingest.check.Check;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is thought of the streams that come in: {@code GET /api/v1/streams}, {@code GET /api/v1/streams/SENSOR/SESSION/proposals}, and
 * {@code PUT /api/v1/streams/SENSOR/SESSION/overrides?checks=a,b}, which replaces the checks that are left out.
 */
public final class StreamRoutes {
    /** Where the streams are listed. */
    public static final String STREAMS = "/api/v1/streams";

    private static final int MOST_PROPOSALS = 3;

    private final Vertx vertx;
    private final StreamGuards guards;

    /** Makes the routes; nothing answers until they are mounted. */
    public StreamRoutes(Vertx vertx, StreamGuards guards) {
        this.vertx = vertx;
        this.guards = guards;
    }

    /** Adds the routes. */
    public void mount(Router router) {
        router.get(STREAMS).handler(context -> answer(context.response(), streams(guards.statuses())));
        router.get(STREAMS + "/:sensor/:session/proposals").handler(this::propose);
        router.put(STREAMS + "/:sensor/:session/overrides").handler(this::override);
    }

    private Optional<StreamGuard> guard(RoutingContext context) {
        Optional<StreamGuard> guard = guards.find(String.valueOf(context.pathParam("sensor")),
                String.valueOf(context.pathParam("session")));
        if (guard.isEmpty()) {
            refuse(context, 404, new MalformedException(Reason.BAD_FIELD, "no such stream has sent anything"));
        }
        return guard;
    }

    /** Tries every unit, frame and layout, which takes a second or two: not on this thread. */
    private void propose(RoutingContext context) {
        guard(context).ifPresent(guard -> vertx.executeBlocking(() -> proposals(guard), false)
                .onSuccess(proposals -> answer(context.response(), json(proposals))).onFailure(context::fail));
    }

    private static List<Proposal> proposals(StreamGuard guard) {
        StreamSample sample = guard.sample();
        return sample.read()
                .map(read -> Proposal.of(sample.named(), read.format(), read.setup(), guard.checks()))
                .orElse(List.of());
    }

    private void override(RoutingContext context) {
        guard(context).ifPresent(guard -> {
            try {
                String names = context.request().getParam("checks", "");
                Set<Check> checks = names.isEmpty() ? Set.of() : CheckConfig.DEFAULT.without(names).overridden();
                guard.override(checks);
                answer(context.response(), streams(guards.statuses()));
            } catch (MalformedException e) {
                refuse(context, 400, e);
            }
        });
    }

    private static void refuse(RoutingContext context, int status, MalformedException why) {
        context.response().setStatusCode(status).putHeader("Content-Type", "application/problem+json")
                .end(Answers.problem(status, why));
    }

    private static void answer(HttpServerResponse response, String json) {
        response.putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store").end(json);
    }

    private static String streams(List<StreamStatus> all) {
        return Answers.write(json -> {
            json.writeStartArray();
            for (StreamStatus one : all) {
                json.writeStartObject();
                json.writeStringField("sensor", one.sensor());
                json.writeStringField("session", one.session());
                json.writeStringField("format", one.format());
                json.writeStringField("state", one.state().name().toLowerCase(Locale.ROOT));
                json.writeNumberField("frames", one.frames());
                json.writeNumberField("windows", one.windows());
                json.writeNumberField("silent_ms", one.silentMs());
                json.writeStringField("reason", one.reason());
                json.writeStringField("hint", one.hint());
                json.writeObjectFieldStart("checks");
                for (Checked check : one.checks()) {
                    check(json, check);
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void check(JsonGenerator json, Checked check) throws IOException {
        json.writeObjectFieldStart(check.check().id());
        json.writeStringField("verdict", check.verdict().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("failures", check.failures());
        json.writeStringField("measured", check.measured());
        json.writeEndObject();
    }

    private static String json(List<Proposal> proposals) {
        return Answers.write(json -> {
            json.writeStartArray();
            for (Proposal one : proposals.subList(0, Math.min(MOST_PROPOSALS, proposals.size()))) {
                json.writeStartObject();
                json.writeStringField("layout", one.layout().id());
                json.writeStringField("unit", one.unit().name().toLowerCase(Locale.ROOT));
                json.writeStringField("axes", one.axes().name());
                json.writeNumberField("confidence", Math.round(one.score() * 1_000) / 1_000.0);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }
}
