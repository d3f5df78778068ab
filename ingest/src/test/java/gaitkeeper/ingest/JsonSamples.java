package gaitkeeper.ingest;

import gaitkeeper.core.Layout;
import java.time.Instant;
import java.time.InstantSource;
import java.util.StringJoiner;

/** Well-formed messages of made-up people, for tests to spoil. */
public final class JsonSamples {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOW);
    public static final long NOW_NS = NOW.getEpochSecond() * 1_000_000_000L;

    private JsonSamples() {}

    public static CanonicalFrames reader() {
        return new CanonicalFrames(CLOCK, CanonicalFrames.Times.DEFAULT);
    }

    static Intake intake(FrameSink frames, RejectionSink rejections) {
        return new Intake(new Admission(reader(), new StreamGuards(CLOCK), new Calibrations()), frames, rejections);
    }

    /** Joint i at (i / 100, 1 - i / 100, 2.5). */
    public static String joints(int count) {
        var joints = new StringJoiner(",", "[", "]");
        for (int i = 0; i < count; i++) {
            joints.add("[" + i / 100f + "," + (1 - i / 100f) + ",2.5]");
        }
        return joints.toString();
    }

    public static String body(String track, Layout layout) {
        return body(track, "\"joints_m\":" + joints(layout.joints()));
    }

    public static String body(String track, String fields) {
        return "{\"track\":\"" + track + "\"," + fields + "}";
    }

    public static String message(Layout layout, String... bodies) {
        return message("\"source\":\"" + layout.id() + "\"", bodies);
    }

    public static String message(String fields, String... bodies) {
        return "{\"v\":1,\"sensor\":\"cam-07\",\"session\":\"2f0c\",\"event_time_ns\":" + NOW_NS + "," + fields
                + ",\"bodies\":[" + String.join(",", bodies) + "]}";
    }
}
