package gaitkeeper.matcher;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.People;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.ModelSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Made-up identities and the log entries that concern them. */
final class Crowd {
    static final ModelId MODEL = new ModelId("made-up@1");
    static final ModelId OTHER_MODEL = new ModelId("made-up@2");

    /** The cosine that identities must reach while nobody else is nearer than 0.8. */
    static final float THRESHOLD = 0.9f;

    private Crowd() {}

    static IdentityId person(int n) {
        return new IdentityId(new UUID(7, n));
    }

    /** The visit a person was enrolled from. */
    static Visit visitOf(int person) {
        return new Visit(homeOf(person), People.START_NS);
    }

    static TrackId homeOf(int person) {
        return People.track("home-" + person);
    }

    /** A command by any name. */
    static UUID command(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    static Enrolled enrolled(int person) {
        return enrolled(person, "");
    }

    static Enrolled enrolled(int person, String name) {
        return new Enrolled(person(person), person, name, homeOf(person), People.START_NS);
    }

    static Named named(int person, String name) {
        return new Named(person(person), name);
    }

    static ExemplarAdded shown(int person, int n, float... vector) {
        return new ExemplarAdded(person(person), exemplar(person, n, MODEL, vector));
    }

    static Exemplar exemplar(int person, int n, ModelId model, float... vector) {
        return new Exemplar(sequence(person, n), model, vector);
    }

    static SequenceId sequence(int person, int n) {
        return new SequenceId(homeOf(person), People.START_NS + n * 6 * People.PERIOD_NS, WindowSpec.of(6));
    }

    /** Half the reference distance of 0.2, or whatever else the margin leaves of it, is near enough. */
    static Calibration.Row row(int windows, double margin) {
        return new Calibration.Row(windows, 0.2f, (float) margin,
                List.of(new Calibration.Point(0.01, (float) margin, 1)));
    }

    /** The same whatever the gallery's size. */
    static Calibration calibration(Calibration.Row... rows) {
        return Calibration.ofExemplars("nobody", List.of(new Calibration.Gallery(1, List.of(rows))));
    }

    static ModelSpec spec(int width, Metric metric) {
        return spec(width, metric, calibration(row(1, 0.5)));
    }

    static ModelSpec spec(int width, Metric metric, Calibration calibration) {
        return new ModelSpec(MODEL.value(), "made-up", "For tests.", "skeleton", 20, 6, "in", "out", width, metric,
                List.of("k1"),
                calibration, Map.of(),
                new ModelSpec.TrainedOn("nothing", "0", "none"), 0, "none");
    }
}
