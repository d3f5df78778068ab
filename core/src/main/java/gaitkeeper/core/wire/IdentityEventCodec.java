package gaitkeeper.core.wire;

import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityId;

/**
 * Version 1: u8 kind, 16 bytes identity, then by kind: 1 enrolled = i32 number, name text, track text, i64 time; 2 exemplar
 * added = exemplar; 3 named = name text.
 */
final class IdentityEventCodec implements Codec<IdentityEvent> {
    private static final int VERSION = 1;
    private static final int ENROLLED = 1;
    private static final int EXEMPLAR_ADDED = 2;
    private static final int NAMED = 3;

    @Override
    public byte[] encode(IdentityEvent value) {
        var out = new WireWriter(VERSION);
        switch (value) {
            case Enrolled enrolled -> out.u8(ENROLLED).uuid(enrolled.identity().value()).i32(enrolled.number())
                    .text(enrolled.name()).track(enrolled.track()).i64(enrolled.timeNs());
            case ExemplarAdded added -> {
                out.u8(EXEMPLAR_ADDED).uuid(added.identity().value());
                Exemplars.write(out, added.exemplar());
            }
            case Named named -> out.u8(NAMED).uuid(named.identity().value()).text(named.name());
        }
        return out.bytes();
    }

    @Override
    public IdentityEvent decode(byte[] bytes) {
        var in = new WireReader(bytes, "identity event", VERSION);
        int kind = in.u8();
        var identity = new IdentityId(in.uuid());
        IdentityEvent value = switch (kind) {
            case ENROLLED -> new Enrolled(identity, in.i32(), in.text(), in.track(), in.i64());
            case EXEMPLAR_ADDED -> new ExemplarAdded(identity, Exemplars.read(in));
            case NAMED -> new Named(identity, in.text());
            default -> throw in.bad("kind " + kind + " is unknown");
        };
        in.end();
        return value;
    }
}
