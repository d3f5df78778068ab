package gaitkeeper.core.wire;

import gaitkeeper.core.GalleryCommand.EnrolNamed;
import gaitkeeper.core.GalleryCommand.Erase;
import gaitkeeper.core.GalleryCommand.Merge;
import gaitkeeper.core.GalleryCommand.MoveExemplar;
import gaitkeeper.core.GalleryCommand.ProposeStranger;
import gaitkeeper.core.GalleryCommand.Recognised;
import gaitkeeper.core.GalleryCommand.RemoveExemplar;
import gaitkeeper.core.GalleryCommand.Rename;
import gaitkeeper.core.GalleryCommand.Split;
import gaitkeeper.core.GalleryCommand.TellApart;
import gaitkeeper.core.GalleryCommand.Undo;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import java.util.List;
import java.util.UUID;

/**
 * Version 2: 16 bytes id, by text, u8 kind, then by kind:
 *
 * <pre>
 *  1 propose          track text, i64 time, exemplars, u16 count, visits it was seen with (from version 2 on)
 *  2 enrol named      name text, track text, i64 time, exemplars
 *  3 rename           identity, name text
 *  4 merge            identity that ends, identity it becomes
 *  5 split            identity, u16 count, visits (track text, i64 time)
 *  6 tell apart       identity, track text, i64 time
 *  7 move exemplar    identity it goes to, exemplar id
 *  8 remove exemplar  exemplar id
 *  9 erase            identity
 * 10 undo             16 bytes command
 * 11 recognised       identity, track text, i64 time
 * </pre>
 *
 * An identity is 16 bytes. Version 1 held kinds 1 to 3 from the kind on.
 */
final class GalleryRequestCodec implements Codec<GalleryRequest> {
    private static final int VERSION = 2;
    private static final int NAMELESS = 1;

    private static final int PROPOSE = 1;
    private static final int ENROL_NAMED = 2;
    private static final int RENAME = 3;
    private static final int MERGE = 4;
    private static final int SPLIT = 5;
    private static final int TELL_APART = 6;
    private static final int MOVE_EXEMPLAR = 7;
    private static final int REMOVE_EXEMPLAR = 8;
    private static final int ERASE = 9;
    private static final int UNDO = 10;
    private static final int RECOGNISED = 11;

    @Override
    public byte[] encode(GalleryRequest value) {
        var out = new WireWriter(VERSION).uuid(value.id()).text(value.by());
        switch (value.command()) {
            case ProposeStranger propose -> {
                out.u8(PROPOSE).track(propose.track()).i64(propose.timeNs());
                Exemplars.writeAll(out, propose.exemplars());
                Visits.writeAll(out, propose.seenWith());
            }
            case EnrolNamed enrol -> {
                out.u8(ENROL_NAMED).text(enrol.name()).track(enrol.track()).i64(enrol.timeNs());
                Exemplars.writeAll(out, enrol.exemplars());
            }
            case Rename rename -> out.u8(RENAME).identity(rename.identity()).text(rename.name());
            case Merge merge -> out.u8(MERGE).identity(merge.from()).identity(merge.into());
            case Split split -> Visits.writeAll(out.u8(SPLIT).identity(split.identity()), split.visits());
            case TellApart apart -> Visits.write(out.u8(TELL_APART).identity(apart.identity()), apart.visit());
            case MoveExemplar move -> Exemplars.writeId(out.u8(MOVE_EXEMPLAR).identity(move.to()), move.exemplar());
            case RemoveExemplar remove -> Exemplars.writeId(out.u8(REMOVE_EXEMPLAR), remove.exemplar());
            case Erase erase -> out.u8(ERASE).identity(erase.identity());
            case Undo undo -> out.u8(UNDO).uuid(undo.command());
            case Recognised seen -> Visits.write(out.u8(RECOGNISED).identity(seen.identity()), seen.visit());
        }
        return out.bytes();
    }

    @Override
    public GalleryRequest decode(byte[] bytes) {
        var in = new WireReader(bytes, "gallery command", NAMELESS, VERSION);
        GalleryRequest value = in.version() == NAMELESS
                ? new GalleryRequest(UUID.nameUUIDFromBytes(bytes), "", command(in))
                : new GalleryRequest(in.uuid(), in.text(), command(in));
        in.end();
        return value;
    }

    private static GalleryCommand command(WireReader in) {
        int kind = in.u8();
        return switch (kind) {
            case PROPOSE -> new ProposeStranger(in.track(), in.i64(), Exemplars.readAll(in),
                    in.version() == NAMELESS ? List.of() : Visits.readAll(in));
            case ENROL_NAMED -> new EnrolNamed(in.text(), in.track(), in.i64(), Exemplars.readAll(in));
            case RENAME -> new Rename(in.identity(), in.text());
            case MERGE -> new Merge(in.identity(), in.identity());
            case SPLIT -> new Split(in.identity(), Visits.readAll(in));
            case TELL_APART -> {
                var identity = in.identity();
                yield new TellApart(Visits.read(in), identity);
            }
            case MOVE_EXEMPLAR -> {
                var to = in.identity();
                yield new MoveExemplar(Exemplars.readId(in), to);
            }
            case REMOVE_EXEMPLAR -> new RemoveExemplar(Exemplars.readId(in));
            case ERASE -> new Erase(in.identity());
            case UNDO -> new Undo(in.uuid());
            case RECOGNISED -> new Recognised(in.identity(), Visits.read(in));
            default -> throw in.bad("kind " + kind + " is unknown");
        };
    }
}
