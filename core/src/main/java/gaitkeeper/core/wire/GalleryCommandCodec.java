package gaitkeeper.core.wire;

import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryCommand.EnrolNamed;
import gaitkeeper.core.GalleryCommand.ProposeStranger;
import gaitkeeper.core.GalleryCommand.Rename;
import gaitkeeper.core.IdentityId;

/**
 * Version 1: u8 kind, then by kind: 1 propose = track text, i64 time, exemplars; 2 enrol named = name text, track text, i64
 * time, exemplars; 3 rename = 16 bytes identity, name text.
 */
final class GalleryCommandCodec implements Codec<GalleryCommand> {
    private static final int VERSION = 1;
    private static final int PROPOSE = 1;
    private static final int ENROL_NAMED = 2;
    private static final int RENAME = 3;

    @Override
    public byte[] encode(GalleryCommand value) {
        var out = new WireWriter(VERSION);
        switch (value) {
            case ProposeStranger propose -> {
                out.u8(PROPOSE).track(propose.track()).i64(propose.timeNs());
                Exemplars.writeAll(out, propose.exemplars());
            }
            case EnrolNamed enrol -> {
                out.u8(ENROL_NAMED).text(enrol.name()).track(enrol.track()).i64(enrol.timeNs());
                Exemplars.writeAll(out, enrol.exemplars());
            }
            case Rename rename -> out.u8(RENAME).uuid(rename.identity().value()).text(rename.name());
        }
        return out.bytes();
    }

    @Override
    public GalleryCommand decode(byte[] bytes) {
        var in = new WireReader(bytes, "gallery command", VERSION);
        int kind = in.u8();
        GalleryCommand value = switch (kind) {
            case PROPOSE -> new ProposeStranger(in.track(), in.i64(), Exemplars.readAll(in));
            case ENROL_NAMED -> new EnrolNamed(in.text(), in.track(), in.i64(), Exemplars.readAll(in));
            case RENAME -> new Rename(new IdentityId(in.uuid()), in.text());
            default -> throw in.bad("kind " + kind + " is unknown");
        };
        in.end();
        return value;
    }
}
