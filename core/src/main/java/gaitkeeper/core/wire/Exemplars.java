package gaitkeeper.core.wire;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Exemplars inside other messages: their id (sequence id, model text) and vector (u16 count, f32 each). */
public final class Exemplars {
    /** Fewest bytes an exemplar takes: two texts and a vector, all but empty. */
    private static final int MIN_BYTES = 24;

    /** Fewest bytes that one takes in a run. */
    private static final int MIN_RUN_BYTES = 10;

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

    /**
     * Writes exemplars of one track, one model and one window: track text, u16 f, u16 stride, model text, u16 count, and for each
     * i64 first time and vector.
     *
     * @param run 1 to 65,535
     */
    public static void writeRun(WireWriter out, List<Exemplar> run) {
        SequenceId first = run.getFirst().sequence();
        out.track(first.track()).u16(first.spec().frames()).u16(first.spec().stride())
                .text(run.getFirst().model().value()).u16(run.size());
        run.forEach(exemplar -> out.i64(exemplar.sequence().firstTimeNs()).vector(exemplar.vector()));
    }

    /**
     * Reads what {@link #writeRun} wrote.
     *
     * @param same gives the track's equal that is there already, or the track
     */
    public static List<Exemplar> readRun(WireReader in, UnaryOperator<TrackId> same) {
        TrackId track = same.apply(in.track());
        WindowSpec spec = SequenceIds.spec(in.u16(), in.u16());
        ModelId model = in.model();
        int count = in.count(MIN_RUN_BYTES);
        List<Exemplar> run = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            run.add(new Exemplar(new SequenceId(track, in.i64(), spec), model, in.vector()));
        }
        return run;
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
