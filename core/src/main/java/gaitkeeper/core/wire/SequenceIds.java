package gaitkeeper.core.wire;

import gaitkeeper.core.SequenceId;
import gaitkeeper.core.WindowSpec;

/** Sequence ids inside other messages: track text, i64 first time, u16 f, u16 stride. */
final class SequenceIds {
    private SequenceIds() {}

    static void write(WireWriter out, SequenceId id) {
        out.track(id.track()).i64(id.firstTimeNs()).u16(id.spec().frames()).u16(id.spec().stride());
    }

    static SequenceId read(WireReader in) {
        return new SequenceId(in.track(), in.i64(), new WindowSpec(in.u16(), in.u16()));
    }
}
