package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.JointMap;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Problem;
import gaitkeeper.ingest.CanonicalFrames.Result;
import gaitkeeper.ingest.CanonicalFrames.Times;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns raw messages into frames and problems, and collects them for one document; one document at a time in a thread. */
final class Findings {
    /** Kept from document to document: several kilobytes a body. */
    private static final ThreadLocal<RawMessage> SCRATCH = ThreadLocal.withInitial(RawMessage::new);

    private final long nowNs;
    private final EventTimes times;
    private final List<Accepted> frames = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<Reason, Integer> unlisted = new EnumMap<>(Reason.class);
    private final RawMessage scratch = SCRATCH.get();
    private int messages;
    private @Nullable Target target;

    Findings(long nowNs, Times times) {
        this.nowNs = nowNs;
        this.times = new EventTimes(nowNs, times);
        scratch.clear(0);
    }

    /** The one message being read. */
    RawMessage scratch() {
        return scratch;
    }

    /** Takes a message that was read to its end. */
    void add(RawMessage message) {
        try {
            accept(message);
        } catch (MalformedException e) {
            problem("[" + messages + "]", e, message, message);
        }
        messages++;
        message.clear(message.to);
    }

    /** Notes that a document, or the line {@code from} to {@code to} of it, is not JSON. */
    void brokenOff(int from, int to, MalformedException why) {
        scratch.from = Math.max(from, scratch.from);
        scratch.to = to;
        problem("[" + messages + "]", why, scratch, scratch);
        messages++;
    }

    Result result() {
        return new Result(Collections.unmodifiableList(frames), Collections.unmodifiableList(problems),
                Collections.unmodifiableMap(unlisted));
    }

    private void accept(RawMessage message) {
        if (message.problem != null) {
            throw message.problem;
        }
        Target into = check(message);
        for (int index = 0; index < message.bodies(); index++) {
            accept(message, index, into);
        }
        if (message.surplusBodies > 0) {
            problem(CanonicalFrames.place(messages, CanonicalFrames.MAX_BODIES),
                    new MalformedException(Reason.TOO_LARGE,
                            "more than " + CanonicalFrames.MAX_BODIES + " bodies; " + message.surplusBodies
                                    + " were left out, send them in another message"),
                    message, message);
        }
    }

    private void accept(RawMessage message, int index, Target into) {
        RawBody body = message.body(index);
        try {
            frames.add(frame(message, index, into));
        } catch (MalformedException e) {
            problem(CanonicalFrames.place(messages, index), e, message, body);
        }
    }

    private Accepted frame(RawMessage message, int index, Target into) {
        RawBody body = message.body(index);
        if (body.problem != null) {
            throw body.problem;
        }
        into.frame.times(message.eventTimeNs, nowNs).source(message.metric,
                body.confidenceGiven() && message.confidenceGiven, message.deviceClock);
        into.map.write(body.joints(into.layout.joints()), into.frame);
        String session = message.session == null ? "0" : message.session;
        var track = new TrackId(required(message.sensor, "sensor"), session, required(body.track, "track"));
        return new Accepted(messages, index, track, into.frame.build());
    }

    private Target check(RawMessage message) {
        if (!message.has(RawObject.Field.V) || message.version != CanonicalFrames.VERSION) {
            throw new MalformedException(Reason.UNKNOWN_VERSION, "v must be " + CanonicalFrames.VERSION);
        }
        requireKeyPart(required(message.sensor, "sensor"));
        if (message.session != null) {
            var _ = new TrackId("sensor", message.session, "track");
        }
        RawObject.require(message.has(RawObject.Field.EVENT_TIME_NS), "event_time_ns");
        times.check(message.eventTimeNs);
        RawObject.require(message.has(RawObject.Field.BODIES), "bodies");
        return target(Layout.ofId(required(message.source, "source")), message.geometry);
    }

    private Target target(Layout layout, @Nullable String geometryId) {
        var map = JointMap.of(layout);
        Geometry geometry = geometryId == null ? map.geometry() : Geometry.ofId(geometryId);
        if (target == null || target.layout != layout || target.geometry != geometry) {
            target = new Target(layout, geometry, map, Frame.builder(layout, geometry));
        }
        return target;
    }

    private void problem(String at, MalformedException why, RawMessage message, RawObject where) {
        if (problems.size() < CanonicalFrames.MAX_LISTED) {
            problems.add(new Problem(at, why, usableSensor(message.sensor), where.from, where.to));
        } else {
            unlisted.merge(why.reason(), 1, Integer::sum);
        }
    }

    private static String usableSensor(@Nullable String sensor) {
        if (sensor == null) {
            return "";
        }
        try {
            requireKeyPart(sensor);
            return sensor;
        } catch (MalformedException _) {
            return "";
        }
    }

    private static void requireKeyPart(String sensor) {
        var _ = new TrackId(sensor, "session", "track");
    }

    private static String required(@Nullable String value, String field) {
        if (value == null) {
            throw new MalformedException(Reason.BAD_FIELD, field + " is missing");
        }
        return value;
    }

    /** Where frames of one layout and geometry are written; kept from message to message. */
    private record Target(Layout layout, Geometry geometry, JointMap map, Frame.Builder frame) {}
}
