package gaitkeeper.core.wire;

import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.Erased;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.ExemplarMoved;
import gaitkeeper.core.IdentityEvent.ExemplarRemoved;
import gaitkeeper.core.IdentityEvent.Merged;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityEvent.Split;
import gaitkeeper.core.IdentityEvent.ToldApart;
import gaitkeeper.core.IdentityEvent.Undone;
import gaitkeeper.core.IdentityEvent.VisitAdded;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.LogEntry;
import java.util.UUID;

/**
 * Version 2: i64 number, 16 bytes command, by text, i64 time, u8 kind, then by kind:
 *
 * <pre>
 *  1 enrolled          identity, i32 number, name text, track text, i64 time
 *  2 exemplar added    identity, exemplar
 *  3 named             identity, name text
 *  4 exemplar removed  exemplar id
 *  5 exemplar moved    identity it goes to, exemplar id
 *  6 merged            identity that ends, identity it becomes
 *  7 split             identity, new identity, i32 number, u16 count, visits (track text, i64 time)
 *  8 told apart        identity, track text, i64 time
 *  9 erased            identity
 * 10 undone            16 bytes command
 * 11 visit added       identity, track text, i64 time
 * </pre>
 *
 * An identity is 16 bytes. Version 1 held kinds 1 to 3 from the kind on.
 */
final class LogEntryCodec implements Codec<LogEntry> {
    private static final String KIND = "identity log entry";
    private static final int VERSION = 2;
    private static final int UNNUMBERED = 1;
    private static final UUID NO_COMMAND = new UUID(0, 0);

    private static final int ENROLLED = 1;
    private static final int EXEMPLAR_ADDED = 2;
    private static final int NAMED = 3;
    private static final int EXEMPLAR_REMOVED = 4;
    private static final int EXEMPLAR_MOVED = 5;
    private static final int MERGED = 6;
    private static final int SPLIT = 7;
    private static final int TOLD_APART = 8;
    private static final int ERASED = 9;
    private static final int UNDONE = 10;
    private static final int VISIT_ADDED = 11;

    /** The number of an encoded entry; 0 if it has none, or is no entry. */
    static long number(byte[] entry) {
        boolean numbered = entry.length > Long.BYTES && entry[0] == VERSION;
        return numbered ? new WireReader(entry, KIND, VERSION).i64() : 0;
    }

    @Override
    public byte[] encode(LogEntry value) {
        var out = new WireWriter(VERSION).i64(value.number()).uuid(value.command()).text(value.by())
                .i64(value.timeNs());
        switch (value.event()) {
            case Enrolled enrolled -> out.u8(ENROLLED).identity(enrolled.identity()).i32(enrolled.number())
                    .text(enrolled.name()).track(enrolled.track()).i64(enrolled.timeNs());
            case ExemplarAdded added -> {
                out.u8(EXEMPLAR_ADDED).identity(added.identity());
                Exemplars.write(out, added.exemplar());
            }
            case Named named -> out.u8(NAMED).identity(named.identity()).text(named.name());
            case ExemplarRemoved removed -> Exemplars.writeId(out.u8(EXEMPLAR_REMOVED), removed.exemplar());
            case ExemplarMoved moved -> Exemplars.writeId(out.u8(EXEMPLAR_MOVED).identity(moved.to()),
                    moved.exemplar());
            case Merged merged -> out.u8(MERGED).identity(merged.from()).identity(merged.into());
            case Split split -> Visits.writeAll(
                    out.u8(SPLIT).identity(split.identity()).identity(split.to()).i32(split.number()), split.visits());
            case ToldApart apart -> Visits.write(out.u8(TOLD_APART).identity(apart.identity()), apart.visit());
            case Erased erased -> out.u8(ERASED).identity(erased.identity());
            case VisitAdded added -> Visits.write(out.u8(VISIT_ADDED).identity(added.identity()), added.visit());
            case Undone undone -> out.u8(UNDONE).uuid(undone.command());
        }
        return out.bytes();
    }

    @Override
    public LogEntry decode(byte[] bytes) {
        var in = new WireReader(bytes, KIND, UNNUMBERED, VERSION);
        LogEntry value = in.version() == UNNUMBERED
                ? new LogEntry(0, NO_COMMAND, "", 0, event(in))
                : new LogEntry(in.i64(), in.uuid(), in.text(), in.i64(), event(in));
        in.end();
        return value;
    }

    private static IdentityEvent event(WireReader in) {
        int kind = in.u8();
        return switch (kind) {
            case ENROLLED -> new Enrolled(in.identity(), in.i32(), in.text(), in.track(), in.i64());
            case EXEMPLAR_ADDED -> new ExemplarAdded(in.identity(), Exemplars.read(in));
            case NAMED -> new Named(in.identity(), in.text());
            case EXEMPLAR_REMOVED -> new ExemplarRemoved(Exemplars.readId(in));
            case EXEMPLAR_MOVED -> {
                var to = in.identity();
                yield new ExemplarMoved(Exemplars.readId(in), to);
            }
            case MERGED -> new Merged(in.identity(), in.identity());
            case SPLIT -> new Split(in.identity(), in.identity(), in.i32(), Visits.readAll(in));
            case TOLD_APART -> {
                var identity = in.identity();
                yield new ToldApart(Visits.read(in), identity);
            }
            case VISIT_ADDED -> {
                var identity = in.identity();
                yield new VisitAdded(identity, Visits.read(in));
            }
            case ERASED -> new Erased(in.identity());
            case UNDONE -> new Undone(in.uuid());
            default -> throw in.bad("kind " + kind + " is unknown");
        };
    }
}
