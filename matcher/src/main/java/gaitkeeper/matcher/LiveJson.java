package gaitkeeper.matcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Frame;
import gaitkeeper.core.Match;
import gaitkeeper.core.Skeleton;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The JSON of the live page. */
final class LiveJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private LiveJson() {}

    /** All bodies, grouped by sensor; coordinates in millimetres to keep the text short. */
    static String bodies(List<LiveFeed.Body> bodies, long nowMs) {
        return write(json -> {
            json.writeStartObject();
            json.writeNumberField("t", nowMs);
            json.writeArrayFieldStart("sensors");
            String sensor = "";
            for (LiveFeed.Body body : bodies) {
                if (!body.track.sensor().equals(sensor)) {
                    if (!sensor.isEmpty()) {
                        json.writeEndArray();
                        json.writeEndObject();
                    }
                    sensor = body.track.sensor();
                    json.writeStartObject();
                    json.writeStringField("id", sensor);
                    json.writeArrayFieldStart("bodies");
                }
                body(json, body);
            }
            if (!sensor.isEmpty()) {
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void body(JsonGenerator json, LiveFeed.Body body) throws IOException {
        Frame frame = Objects.requireNonNull(body.frame);
        Match match = body.match;
        json.writeStartObject();
        json.writeStringField("track", body.track.toString());
        json.writeArrayFieldStart("j");
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            for (int axis = 0; axis < 3; axis++) {
                json.writeNumber(Math.round(frame.joint(slot, axis) * 1_000));
            }
        }
        json.writeEndArray();
        json.writeNumberField("age", (frame.eventTimeNs() - body.firstTimeNs) / 1_000_000);
        if (match == null) {
            json.writeStringField("kind", "new");
        } else {
            answer(json, match);
        }
        if (!body.truth.isEmpty()) {
            json.writeStringField("truth", body.truth);
        }
        json.writeEndObject();
    }

    private static void answer(JsonGenerator json, Match match) throws IOException {
        json.writeStringField("kind", kind(match));
        json.writeStringField("id", match instanceof Match.Known k ? k.person().identity().toString() : "");
        json.writeStringField("label", LiveFeed.label(match));
        number(json, "score", match.evidence().score());
        number(json, "margin", match.evidence().margin());
        number(json, "threshold", match.evidence().threshold());
        json.writeNumberField("windows", match.evidence().windows());
        json.writeNumberField("tti", match instanceof Match.Known k ? k.timeToIdentifyMs() : -1);
    }

    private static void number(JsonGenerator json, String name, float value) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumberField(name, Math.round(value * 1_000) / 1_000.0);
        }
    }

    static String kind(Match match) {
        return switch (match) {
            case Match.Known _ -> "known";
            case Match.Stranger _ -> "stranger";
            case Match.Undecided _ -> "undecided";
        };
    }

    /** One decision. */
    static String match(Match match, String truth) {
        return write(json -> {
            json.writeStartObject();
            json.writeNumberField("t", EpochNanos.toMillis(match.timing().matchedNs()));
            json.writeStringField("track", match.sequence().track().toString());
            json.writeStringField("sensor", match.sequence().track().sensor());
            answer(json, match);
            if (!truth.isEmpty()) {
                json.writeStringField("truth", truth);
            }
            json.writeEndObject();
        });
    }

    /** The figures. */
    static String stats(LiveStats stats, int identities, int named, double purity) {
        return write(json -> {
            json.writeStartObject();
            json.writeNumberField("uptime_s", Math.round(stats.uptimeSeconds()));
            json.writeStringField("model", stats.model());
            json.writeStringField("mode", stats.mode());
            json.writeBooleanField("synthetic", stats.synthetic());
            json.writeArrayFieldStart("stages");
            for (LiveStats.Stage stage : stats.stages()) {
                stage(json, stage);
            }
            json.writeEndArray();
            json.writeNumberField("identities", identities);
            json.writeNumberField("named", named);
            json.writeNumberField("frames", stats.frames());
            json.writeNumberField("matches", stats.matches());
            json.writeNumberField("lag", stats.lag());
            json.writeObjectFieldStart("rejected");
            for (var entry : stats.rejected().entrySet()) {
                json.writeNumberField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
            if (!Double.isNaN(purity)) {
                json.writeNumberField("purity", Math.round(purity * 1_000) / 1_000.0);
            }
            json.writeEndObject();
        });
    }

    private static void stage(JsonGenerator json, LiveStats.Stage stage) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", stage.name());
        json.writeStringField("unit", stage.unit());
        json.writeNumberField("rate", Math.round(stage.rate() * 10) / 10.0);
        json.writeNumberField("p50", Math.round(stage.p50() * 100) / 100.0);
        json.writeNumberField("p95", Math.round(stage.p95() * 100) / 100.0);
        json.writeNumberField("p99", Math.round(stage.p99() * 100) / 100.0);
        json.writeEndObject();
    }

    private static String write(Body body) {
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }
}
