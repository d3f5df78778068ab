package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.protocol.Classification;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** People as classes: what a head learns from, by what its epoch is chosen, and how well it does on the probes. */
public final class Recognition {
    private final Parts parts;
    private final Settings settings;
    private final Scorer scorer;
    private final boolean wholeBatches;
    private final int[] people;

    /** Gives the scores of all classes: {@code [rows, C]}. */
    @FunctionalInterface
    public interface Scorer {
        /** Scores some sequences of a set. */
        Tensor logits(TorchOps ops, JointWindows set, int... rows);
    }

    /**
     * Prepares; classes are the people who are learned from.
     *
     * @param wholeBatches whether probes of an incomplete last batch are left out in faithful mode
     */
    public Recognition(Parts parts, Settings settings, boolean wholeBatches, Scorer scorer) {
        this.wholeBatches = wholeBatches;
        this.parts = parts;
        this.settings = settings;
        this.scorer = scorer;
        people = parts.train().people();
    }

    /** Number of classes, C. */
    public int classes() {
        return people.length;
    }

    /** What the head learns from. */
    public Batches batches() {
        if (settings.faithful()) {
            return parts.encoderBatches(settings);
        }
        int[] rows = parts.train().learnedFrom();
        return new Batches(rows, Math.min(rows.length, settings.batch()), true, settings.seed() + 1);
    }

    /** How long and how fast. */
    public Stage.Schedule schedule() {
        return new Stage.Schedule(settings.headEpochs(), settings.patience(), settings.headRate());
    }

    /** Classes of sequences that are learned from. */
    public int[] labels(int... rows) {
        return parts.train().classes(people, rows);
    }

    /** Softmax cross-entropy of a batch, mean over its sequences. */
    public Tensor loss(TorchOps ops, int... rows) {
        return torch.cross_entropy_loss(scorer.logits(ops, parts.train(), rows),
                Torch.indices(labels(rows)));
    }

    /** Rank-1, percent, of what an epoch is chosen by. */
    public Measured measure(TorchOps ops) {
        JointWindows set = settings.faithful() ? parts.probe() : parts.train();
        int[] rows = settings.faithful() ? asked() : set.heldOut();
        if (rows.length == 0) {
            return Measured.NOTHING;
        }
        double rank1 = 100 * classify(ops, set, rows).rank().getFirst();
        return new Measured(OptionalDouble.of(rank1),
                Map.of(settings.faithful() ? "rank1_probe" : "rank1_heldout", rank1));
    }

    /** How well the probes are recognised, percent. */
    public Map<String, Double> probes(TorchOps ops) {
        Classification result = classify(ops, parts.probe(), asked());
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int rank : new int[]{1, 5, 10}) {
            figures.put("rank" + rank, 100 * result.rank().get(Math.min(rank, classes()) - 1));
        }
        figures.put("nAUC", 100 * result.nAuc());
        return figures;
    }

    private int[] asked() {
        int all = parts.probe().size();
        int whole = all / settings.batch() * settings.batch();
        return IntStream.range(0, settings.faithful() && wholeBatches && whole > 0 ? whole : all).toArray();
    }

    private Classification classify(TorchOps ops, JointWindows set, int... rows) {
        float[] scores = new float[rows.length * classes()];
        for (int from = 0; from < rows.length; from += settings.batch()) {
            int[] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + settings.batch()));
            try (PointerScope _ = new PointerScope(); var _ = new NoGradGuard()) {
                float[] part = Torch.numbers(scorer.logits(ops, set, some));
                System.arraycopy(part, 0, scores, from * classes(), part.length);
            }
        }
        return Classification.evaluate(scores, classes(), set.classes(people, rows));
    }
}
