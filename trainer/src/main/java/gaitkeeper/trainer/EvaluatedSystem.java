package gaitkeeper.trainer;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.core.bundle.Seen;
import gaitkeeper.recordings.Order;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Something to evaluate: a bundle, or a descriptor that is made, and if need be trained, at any number of frames. */
public final class EvaluatedSystem {
    private static final String FILES = "untrained; as the public code reads KGBD: the joints in the order of its files, in which the"
            + " indices mean others; raw metres, Euclidean";

    private final String name;
    private final String note;
    private final OptionalInt frames;
    private final Seen seen;
    private final Maker maker;

    /**
     * A system ready to embed.
     *
     * @param metric how its embeddings are compared
     * @param plda by which the live system compares means of them, if it does
     * @param zScored whether each value is scaled by the gallery's mean and deviation first
     */
    record Ready(Embedder embedder, Metric metric, Optional<Plda> plda, boolean zScored) implements AutoCloseable {
        /** One that the live system compares window by window. */
        Ready(Embedder embedder, Metric metric, boolean zScored) {
            this(embedder, metric, Optional.empty(), zScored);
        }

        /** Embeds the two sides of a comparison. */
        Embedded embed(SequenceSet gallery, SequenceSet probe) {
            EmbeddingSet known = embedder.embed(gallery);
            EmbeddingSet asked = embedder.embed(probe);
            if (!zScored) {
                return new Embedded(known, asked);
            }
            Scaling scaling = Scaling.of(known.vectors(), known.width());
            return new Embedded(scaling.applyTo(known), scaling.applyTo(asked));
        }

        @Override
        public void close() {
            embedder.close();
        }
    }

    /** Two sides of a comparison. */
    record Embedded(EmbeddingSet gallery, EmbeddingSet probe) {}

    /** Makes a system for a number of frames; may learn from training and gallery sequences. */
    private interface Maker {
        Ready make(int frames, Partition learned);
    }

    private EvaluatedSystem(String name, String note, OptionalInt frames, Seen seen, Maker maker) {
        this.name = name;
        this.note = note;
        this.frames = frames;
        this.seen = seen;
        this.maker = maker;
    }

    /** Names that {@link #descriptor} knows. */
    public static List<String> descriptors() {
        return List.copyOf(descriptorsByName().keySet());
    }

    /**
     * A descriptor by name; what it learns, it learns from the training walks of whatever it is measured on, how
     * its means compare from the gallery walks; nothing from a probe.
     *
     * @throws MalformedException if there is none of that name
     */
    public static EvaluatedSystem descriptor(String name) {
        EvaluatedSystem system = descriptorsByName().get(name);
        if (system == null) {
            throw new MalformedException(Reason.BAD_FIELD, "no descriptor " + name + ": use one of " + descriptors());
        }
        return system;
    }

    private static Map<String, EvaluatedSystem> descriptorsByName() {
        Map<String, EvaluatedSystem> all = new TreeMap<>();
        add(all, lengths("d13", "untrained; raw metres, Euclidean", Descriptors::d13, false));
        add(all, lengths("d13-z", "untrained; z-scored by the gallery, Euclidean", Descriptors::d13, true));
        add(all, lengths("d16", "untrained; raw metres, Euclidean", Descriptors::d16, false));
        add(all, lengths("d13-files", FILES, f -> Descriptors.d13(f, Order.SOURCE), false));
        add(all, lengths("d16-files", FILES, f -> Descriptors.d16(f, Order.SOURCE), false));
        add(all, lengths("d16-z", "untrained; z-scored by the gallery, Euclidean", Descriptors::d16, true));
        add(all, new EvaluatedSystem("pairwise", "untrained; z-scored by the training walks, cosine",
                OptionalInt.empty(), Seen.NOTHING, EvaluatedSystem::pairwise));
        add(all, new EvaluatedSystem("lda", "supervised: pairwise under a shrinkage LDA of " + PairwiseLda.AXES
                + " axes at most, learned from the training walks with their labels, cosine; means compared by a PLDA"
                + " learned from the gallery walks", OptionalInt.empty(),
                Seen.NOTHING, EvaluatedSystem::lda));
        return all;
    }

    private static void add(Map<String, EvaluatedSystem> all, EvaluatedSystem system) {
        all.put(system.name, system);
    }

    private static EvaluatedSystem lengths(String name, String note, IntFunction<byte[]> graph, boolean zScored) {
        int width = name.startsWith("d13") ? Descriptors.D13_WIDTH : Descriptors.D16_WIDTH;
        return new EvaluatedSystem(name, note, OptionalInt.empty(), Seen.NOTHING,
                (f, _) -> new Ready(Embedder.ofDescriptor(graph.apply(f), f, width), Metric.EUCLIDEAN, zScored));
    }

    private static Ready pairwise(int frames, Partition learned) {
        Scaling scaling = TrainingRows.pairwise(learned.train()).scaling();
        return new Ready(Embedder.ofDescriptor(Descriptors.pairwise(frames, scaling), frames,
                Descriptors.PAIRWISE_WIDTH), Metric.COSINE, false);
    }

    private static Ready lda(int frames, Partition people) {
        PairwiseLda.Learned learned = PairwiseLda.learn(TrainingRows.pairwise(people.train()), Optional.empty(),
                frames);
        var embedder = Embedder.ofDescriptor(learned.graph(), frames, learned.width());
        return new Ready(embedder, Metric.COSINE, Optional.of(PldaFit.fit(embedder.embed(people.gallery()))), false);
    }

    /** A bundle, at its own number of frames. */
    public static EvaluatedSystem bundle(ModelBundle bundle) {
        var spec = bundle.spec();
        Seen seen = spec.trainedOn().seen();
        String part = seen.set().equals(Fairness.KGBD) && seen.lastPerson() < PersonRange.KGBD.last()
                ? " (" + seen.firstPerson() + "-" + seen.lastPerson() + ")"
                : "";
        return new EvaluatedSystem(spec.id() + part, "bundle; trained on: " + spec.trainedOn().data(),
                OptionalInt.of(spec.frames()), seen,
                (_, _) -> new Ready(Embedder.of(bundle), spec.metric(), spec.calibration().comparison(), false));
    }

    /** Its name in tables. */
    public String name() {
        return name;
    }

    /** What it is and what it learned from. */
    public String note() {
        return note;
    }

    /** What it had learned from before it came here. */
    Seen seen() {
        return seen;
    }

    /** Numbers of frames to evaluate it at: its own, or all that are asked for. */
    List<Integer> frames(List<Integer> wanted) {
        return frames.isPresent() ? List.of(frames.getAsInt()) : wanted;
    }

    /** Makes it ready; close it afterwards. */
    Ready make(int frameCount, Partition learned) {
        return maker.make(frameCount, learned);
    }
}
