package gaitkeeper.core.wire;

import gaitkeeper.core.SequenceId;
import gaitkeeper.core.WindowSpec;

/** Sequence ids inside other messages: track text, i64 first time, u16 f, u16 stride. */
final class SequenceIds {
    /** All sequences of a model are cut alike, so one object stands for nearly all that are read. */
    private static volatile WindowSpec last = WindowSpec.of(1);

    private SequenceIds() {}

    static void write(WireWriter out, SequenceId id) {
        out.track(id.track()).i64(id.firstTimeNs()).u16(id.spec().frames()).u16(id.spec().stride());
    }

    static SequenceId read(WireReader in) {
        return new SequenceId(in.track(), in.i64(), spec(in.u16(), in.u16()));
    }

    static WindowSpec spec(int frames, int stride) {
        WindowSpec known = last;
        if (known.frames() != frames || known.stride() != stride) {
            known = new WindowSpec(frames, stride);
            last = known;
        }
        return known;
    }
}
