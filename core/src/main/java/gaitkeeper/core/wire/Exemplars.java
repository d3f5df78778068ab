package gaitkeeper.core.wire;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.SequenceId;
import java.util.ArrayList;
import java.util.List;

/** Exemplars inside other messages: their id (sequence id, model text) and vector (u16 count, f32 each). */
public final class Exemplars {
    /** Fewest bytes an exemplar takes: two texts and a vector, all but empty. */
    private static final int MIN_BYTES = 24;

    private Exemplars() {}

    /** Writes an exemplar. */
    public static void write(WireWriter out, Exemplar exemplar) {
        writeId(out, exemplar.id());
        out.vector(exemplar.vector());
    }

    /** Writes an exemplar's id. */
    public static void writeId(WireWriter out, ExemplarId id) {
        SequenceIds.write(out, id.sequence());
        out.text(id.model().value());
    }

    /** Reads an exemplar's id. */
    public static ExemplarId readId(WireReader in) {
        SequenceId sequence = SequenceIds.read(in);
        return new ExemplarId(in.model(), sequence);
    }

    /** Reads an exemplar. */
    public static Exemplar read(WireReader in) {
        return new Exemplar(SequenceIds.read(in), in.model(), in.vector());
    }

    static void writeAll(WireWriter out, List<Exemplar> exemplars) {
        out.u16(exemplars.size());
        exemplars.forEach(exemplar -> write(out, exemplar));
    }

    static List<Exemplar> readAll(WireReader in) {
        int count = in.count(MIN_BYTES);
        List<Exemplar> exemplars = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            exemplars.add(read(in));
        }
        return exemplars;
    }
}
