package gaitkeeper.core.wire;

import gaitkeeper.core.Timing;

/** Timings inside other messages: four i64. */
final class Timings {
    private Timings() {}

    static void write(WireWriter out, Timing timing) {
        out.i64(timing.receivedNs()).i64(timing.windowedNs()).i64(timing.encodedNs()).i64(timing.matchedNs());
    }

    static Timing read(WireReader in) {
        return new Timing(in.i64(), in.i64(), in.i64(), in.i64());
    }
}
