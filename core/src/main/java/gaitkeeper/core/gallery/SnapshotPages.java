package gaitkeeper.core.gallery;

import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.gallery.Change.OfExemplar;
import gaitkeeper.core.gallery.Change.OfLink;
import gaitkeeper.core.gallery.Change.OfPerson;
import gaitkeeper.core.gallery.Change.OfVisit;
import gaitkeeper.core.gallery.Change.Person;
import gaitkeeper.core.gallery.Journal.Deed;
import gaitkeeper.core.wire.Exemplars;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.core.wire.Visits;
import gaitkeeper.core.wire.WireReader;
import gaitkeeper.core.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.pcollections.TreePVector;

/**
 * The bytes of snapshots. A page is, version 2: 16 bytes snapshot id, i32 its number from 0, u8 kind, then by kind:
 *
 * <pre>
 *  1 head       i64 latest entry, i32 highest number of a person, i64 time
 *  2 facts      i32 count, changes from nothing, none of exemplars
 *  3 deeds      i32 count, deeds, latest first
 *  4 exemplars  i32 count, runs of exemplars of one track and one model
 *  5 end        SHA-256 of all pages before
 *
 *  run          u8 1 and the identity that they show, or u8 0; exemplars as in {@link Exemplars#writeRun}
 *  change       u8 1: identity, person before, person after
 *               u8 2: exemplar id, identity before, identity after
 *               u8 3: visit, identity before, identity after
 *               u8 4: visit, identity, u8 1 if told apart
 *  deed         i32 length and entry, i32 count, changes, u8 1 and the deed that it took back, or u8 0
 *  before and after are u8 1 and a value, or u8 0
 *  person       i32 number, name text, u8 1 and identity merged into, or u8 0
 * </pre>
 */
final class SnapshotPages {
    static final int VERSION = 2;
    /** Tells among the facts whom exemplars show, and has exemplars one by one. */
    static final int OLDEST = 1;
    static final int HEAD = 1;
    static final int FACTS = 2;
    static final int DEEDS = 3;
    static final int EXEMPLARS = 4;
    static final int END = 5;

    private static final int PERSON = 1;
    private static final int EXEMPLAR = 2;
    private static final int VISIT = 3;
    private static final int LINK = 4;

    private SnapshotPages() {}

    static void write(WireWriter out, Change change) {
        switch (change) {
            case OfPerson p -> {
                out.u8(PERSON).identity(p.identity());
                writePerson(out, p.before());
                writePerson(out, p.after());
            }
            case OfExemplar e -> {
                Exemplars.writeId(out.u8(EXEMPLAR), e.exemplar());
                writeIdentity(out, e.before());
                writeIdentity(out, e.after());
            }
            case OfVisit v -> {
                Visits.write(out.u8(VISIT), v.visit());
                writeIdentity(out, v.before());
                writeIdentity(out, v.after());
            }
            case OfLink l -> {
                Visits.write(out.u8(LINK), l.visit());
                out.identity(l.identity()).u8(l.apart() ? 1 : 0);
            }
        }
    }

    static Change read(WireReader in) {
        int kind = in.u8();
        return switch (kind) {
            case PERSON ->
                new OfPerson(in.identity(), optional(in, SnapshotPages::person), optional(in, SnapshotPages::person));
            case EXEMPLAR -> new OfExemplar(Exemplars.readId(in), readIdentity(in),
                    readIdentity(in));
            case VISIT -> new OfVisit(Visits.read(in), readIdentity(in),
                    readIdentity(in));
            case LINK -> new OfLink(Visits.read(in), in.identity(), in.u8() == 1);
            default -> throw in.bad("kind " + kind + " of a change is unknown");
        };
    }

    static void writeDeed(WireWriter out, Deed deed) {
        byte[] entry = Topics.LOG_ENTRY.encode(deed.last());
        out.i32(entry.length).raw(entry).i32(deed.changes().size());
        deed.changes().forEach(change -> write(out, change));
        out.u8(deed.tookBack().isPresent() ? 1 : 0);
        deed.tookBack().ifPresent(before -> writeDeed(out, before));
    }

    static Deed readDeed(WireReader in) {
        LogEntry last = Topics.LOG_ENTRY.decode(in.raw(in.i32()));
        List<Change> changes = new ArrayList<>();
        for (int left = in.i32(); left > 0; left--) {
            changes.add(read(in));
        }
        return new Deed(last, TreePVector.from(changes), optional(in, SnapshotPages::readDeed));
    }

    static Optional<IdentityId> readIdentity(WireReader in) {
        return optional(in, WireReader::identity);
    }

    private static void writePerson(WireWriter out, Optional<Person> person) {
        out.u8(person.isPresent() ? 1 : 0);
        person.ifPresent(p -> writeIdentity(out.i32(p.number()).text(p.name()), p.mergedInto()));
    }

    private static Person person(WireReader in) {
        return new Person(in.i32(), in.text(), readIdentity(in));
    }

    static void writeIdentity(WireWriter out, Optional<IdentityId> identity) {
        out.u8(identity.isPresent() ? 1 : 0);
        identity.ifPresent(out::identity);
    }

    private static <T> Optional<T> optional(WireReader in, Function<WireReader, T> read) {
        return in.u8() == 1 ? Optional.of(read.apply(in)) : Optional.empty();
    }
}
