package gaitkeeper.core.wire;

import gaitkeeper.core.Visit;
import java.util.ArrayList;
import java.util.List;

/** Visits inside other messages: track text, i64 first time; a list begins with u16 count. */
public final class Visits {
    /** Fewest bytes a visit takes: the shortest track with its length, and the time. */
    private static final int MIN_BYTES = 15;

    private Visits() {}

    /** Writes a visit. */
    public static void write(WireWriter out, Visit visit) {
        out.track(visit.track()).i64(visit.firstTimeNs());
    }

    /** Reads a visit. */
    public static Visit read(WireReader in) {
        return new Visit(in.track(), in.i64());
    }

    static void writeAll(WireWriter out, List<Visit> visits) {
        out.u16(visits.size());
        visits.forEach(visit -> write(out, visit));
    }

    static List<Visit> readAll(WireReader in) {
        int count = in.count(MIN_BYTES);
        List<Visit> visits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            visits.add(read(in));
        }
        return visits;
    }
}
