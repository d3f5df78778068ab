package gaitkeeper.core.wire;

import gaitkeeper.core.Embedding;

/**
 * Version 1: sequence id, i64 last time, model text, f32 quality, timing (4 x i64), vector.
 */
final class EmbeddingCodec implements Codec<Embedding> {
    private static final int VERSION = 1;

    @Override
    public byte[] encode(Embedding value) {
        var out = new WireWriter(VERSION);
        SequenceIds.write(out, value.sequence());
        out.i64(value.lastTimeNs()).text(value.model().value()).f32(value.quality());
        Timings.write(out, value.timing());
        return out.vector(value.vector()).bytes();
    }

    @Override
    public Embedding decode(byte[] bytes) {
        var in = new WireReader(bytes, "embedding", VERSION);
        var value = new Embedding(SequenceIds.read(in), in.i64(), in.model(), in.f32(), Timings.read(in),
                in.vector());
        in.end();
        return value;
    }
}
