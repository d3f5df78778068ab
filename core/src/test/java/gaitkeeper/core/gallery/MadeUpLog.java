package gaitkeeper.core.gallery;

import gaitkeeper.core.Exemplar;
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
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.People;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.WindowSpec;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What may happen to five people in eight visits of three windows. */
final class MadeUpLog {
    private static final ModelId MODEL = new ModelId("made-up@1");

    private MadeUpLog() {}

    static IdentityId person(int n) {
        return new IdentityId(new UUID(7, n));
    }

    static UUID command(int n) {
        return new UUID(8, n);
    }

    static Visit visit(int n) {
        return new Visit(People.track("t" + n), n * 1_000L);
    }

    /** The i-th window of a visit. */
    static Exemplar exemplar(Visit visit, int i) {
        return new Exemplar(new SequenceId(visit.track(), visit.firstTimeNs() + i, WindowSpec.of(6)), MODEL,
                new float[]{i});
    }

    /** Any event, sensible or not. */
    static IdentityEvent anyEvent(Random random) {
        IdentityId one = person(random.nextInt(5));
        IdentityId other = person(random.nextInt(5));
        Visit visit = visit(random.nextInt(8));
        Exemplar exemplar = exemplar(visit, random.nextInt(3));
        String name = List.of("", "a", "b", "c").get(random.nextInt(4));
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> new Enrolled(one, 1 + random.nextInt(9), name, visit.track(), visit.firstTimeNs());
            case 3 -> new VisitAdded(one, visit);
            case 4, 5, 6 -> new ExemplarAdded(one, exemplar);
            case 7 -> new Named(one, name);
            case 8 -> new ExemplarRemoved(exemplar.id());
            case 9 -> new ExemplarMoved(exemplar.id(), other);
            case 10 -> new Merged(one, other);
            case 11 -> new Split(one, other, 1 + random.nextInt(9), List.of(visit));
            case 12 -> new ToldApart(visit, one);
            default -> random.nextInt(4) == 0 ? new Erased(one) : new Undone(command(random.nextInt(60)));
        };
    }
}
