package gaitkeeper.core.wire;

import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.Rejection.Stage;

/** Version 1: u8 stage, u8 reason, detail text, i64 time, i64 size, i64 hash, i32 count. */
final class RejectionCodec implements Codec<Rejection> {
    private static final int VERSION = 1;
    private static final Stage[] STAGES = Stage.values();

    @Override
    public byte[] encode(Rejection value) {
        return new WireWriter(VERSION).u8(value.stage().ordinal()).u8(value.reason().code()).text(value.detail())
                .i64(value.timeNs()).i64(value.sizeBytes()).i64(value.hash()).i32(value.count()).bytes();
    }

    @Override
    public Rejection decode(byte[] bytes) {
        var in = new WireReader(bytes, "rejection", VERSION);
        int stage = in.u8();
        if (stage >= STAGES.length) {
            throw in.bad("stage " + stage + " is unknown");
        }
        var value = new Rejection(STAGES[stage], Reason.ofCode(in.u8()), in.text(), in.i64(), in.i64(), in.i64(),
                in.i32());
        in.end();
        return value;
    }
}
