package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.loop.DivergedException;
import gaitkeeper.trainer.loop.Progress;
import gaitkeeper.trainer.loop.Seeds;
import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.StateFile;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import gaitkeeper.trainer.work.Phases;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * The training loop: embed two masked views, cluster each, measure, choose, then one pass of steps against the prototypes.
 * What is random depends on the seed and the epoch only, so a run that was stopped goes on as if it had not been.
 */
public final class SimMcTrainer implements AutoCloseable {
    /** Its name in progress and columns. */
    static final String STAGE = "simmc";

    private static final int WEIGHTS = -1;
    private static final int ORDER = -2;

    private final SimMcConfig config;
    private final FrameSet train;
    private final FrameSet gallery;
    private final FrameSet probe;
    private final RetrievalMeasure measure;
    private final Progress progress;
    private final StateFile<TrainingState> checkpoint;
    private final SimMcNetwork network;
    private final TorchOps ops;
    private final Adam adam;
    private final SimMcEncoder encoder;
    private int epoch;
    private Selection best = Selection.NONE;
    private Weights chosen;
    private Optional<Retrieval> chosenRetrieval = Optional.empty();

    /**
     * What to learn from and what to measure on.
     *
     * @param train learned from; its persons are not looked at
     * @param gallery who is known when measured
     * @param probe who is asked for
     */
    public record Data(FrameSet train, FrameSet gallery, FrameSet probe) {}

    /**
     * Prepares a run.
     *
     * @param checkpoint the file its state is kept in
     * @param resume whether to go on from that file, if it is there
     * @throws gaitkeeper.core.MalformedException if the file is damaged or of another run
     */
    public SimMcTrainer(SimMcConfig config, Data data, Path checkpoint, boolean resume, RetrievalMeasure measure,
            Progress progress) {
        Torch.start();
        this.config = config;
        this.measure = measure;
        this.progress = progress;
        this.checkpoint = new StateFile<>(checkpoint,
                config.identity() + " train " + data.train.size() + " " + Long.toHexString(data.train.checksum()),
                new TrainingFormat());
        train = prepared(data.train);
        gallery = measured(data.gallery);
        probe = measured(data.probe);
        network = new SimMcNetwork(train.width(), config.width());
        Optional<TrainingState> state = resume ? this.checkpoint.read() : Optional.empty();
        Weights weights = state.map(TrainingState::weights).orElseGet(() -> network.initial(random(WEIGHTS)));
        chosen = state.map(TrainingState::chosen).orElse(weights);
        ops = new TorchOps(weights);
        adam = new Adam(ops.parameters(), config.schedule().rate());
        encoder = new SimMcEncoder(network, ops);
        state.ifPresent(this::restore);
    }

    private void restore(TrainingState state) {
        try (var _ = new NoGradGuard()) {
            adam.restore(state.optimiser());
        }
        epoch = state.nextEpoch();
        best = state.best();
        chosenRetrieval = state.retrieval();
    }

    private SplittableRandom random(int stream) {
        return Seeds.random(config.seed(), -stream);
    }

    /** The training order is drawn once and kept. */
    private FrameSet prepared(FrameSet all) {
        int[] order = TrainingOrder.all(all.size());
        TrainingOrder.shuffle(order, random(ORDER));
        return wholeBatches(all.pick(order));
    }

    private FrameSet measured(FrameSet all) {
        return wholeBatches(all);
    }

    /** As published, incomplete batches are dropped. */
    private FrameSet wholeBatches(FrameSet all) {
        int batch = config.schedule().batch();
        return config.faithful() ? all.first(all.size() / batch * batch) : all;
    }

    /** The network whose weights an {@link Outcome} has. */
    public SimMcNetwork network() {
        return network;
    }

    /**
     * Trains until the epochs are done, patience ends or someone asks to stop.
     *
     * @param cancelled asked before each step and between the parts of an epoch
     * @throws DivergedException if the loss is no longer a number
     */
    public Outcome run(BooleanSupplier cancelled) {
        while (epoch < config.schedule().epochs()) {
            if (best.waited() >= config.schedule().patience()) {
                return outcome(Outcome.End.PATIENCE);
            }
            if (cancelled.getAsBoolean() || !epoch(cancelled)) {
                return outcome(Outcome.End.CANCELLED);
            }
        }
        return outcome(Outcome.End.COMPLETE);
    }

    private Outcome outcome(Outcome.End end) {
        boolean missing = chosenRetrieval.isEmpty() && best.epoch() >= 0 && end != Outcome.End.CANCELLED
                && probe.size() > 0;
        return new Outcome(end, epoch, best.epoch(), chosen,
                missing ? Optional.of(evaluateChosen()) : chosenRetrieval);
    }

    private Retrieval evaluateChosen() {
        try (var weights = new TorchOps(chosen)) {
            return evaluate(new SimMcEncoder(network, weights));
        }
    }

    /** One epoch; false if it was broken off, which leaves the state as it was before. */
    private boolean epoch(BooleanSupplier cancelled) {
        var phases = new Phases();
        Masks masks = masks();
        float[][] views = phases.time("embed", () -> encoder.embedMasked(train, masks));
        if (cancelled.getAsBoolean()) {
            return false;
        }
        PseudoLabels labels = PseudoLabels.of(views, network.width(), config.clusters(), phases);
        if (cancelled.getAsBoolean()) {
            return false;
        }
        Optional<Retrieval> retrieval = retrieval(phases);
        double agreement = phases.time("agreement", labels::agreement);
        Selection now = best.after(epoch, config.faithful() ? retrieval.orElseThrow().top1() : agreement);
        Weights before = ops.weights();
        var steps = new SimMcSteps(config, network, ops, adam, encoder);
        boolean last = now.waited() >= config.schedule().patience();
        if (!last && !phases.time("train",
                () -> steps.run(epoch, train, masks, labels, cancelled, progress))) {
            return false;
        }
        keep(now, before, retrieval);
        progress.epoch(new Progress.Epoch(STAGE, epoch, epoch,
                config.lambda() * steps.mic() + (1 - config.lambda()) * steps.mpc(),
                figures(steps, labels, agreement, retrieval), now.improved(), phases));
        epoch++;
        checkpoint.write(state());
        return true;
    }

    /** Clusters and retrieval are those of the weights before the steps. */
    private static Map<String, Double> figures(SimMcSteps steps, PseudoLabels labels, double agreement,
            Optional<Retrieval> retrieval) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("loss_mpc", steps.mpc());
        figures.put("loss_mic", steps.mic());
        figures.put("clusters_first", (double) labels.views()[0].count());
        figures.put("clusters_second", (double) labels.views()[1].count());
        figures.put("outliers", (double) labels.outliers());
        figures.put("agreement", agreement);
        retrieval.ifPresent(measured -> {
            figures.put("retrieval_top1", measured.top1());
            figures.put("retrieval_top5", measured.top5());
            figures.put("retrieval_top10", measured.top10());
            figures.put("retrieval_mAP", measured.meanAveragePrecision());
        });
        return figures;
    }

    private void keep(Selection now, Weights before, Optional<Retrieval> retrieval) {
        best = now;
        if (now.improved()) {
            chosen = before;
            chosenRetrieval = retrieval;
        }
    }

    private Masks masks() {
        SplittableRandom random = random(epoch);
        return config.faithful()
                ? Masks.perBatch(train.size(), config.schedule().batch(), train.frames(), config.maskedFrames(), random)
                : Masks.perSequence(train.size(), train.frames(), config.maskedFrames(), random);
    }

    private Optional<Retrieval> retrieval(Phases phases) {
        if (!config.faithful() && epoch % config.schedule().evaluateEvery() != 0 || probe.size() == 0) {
            return Optional.empty();
        }
        return Optional.of(phases.time("evaluate", () -> evaluate(encoder)));
    }

    private Retrieval evaluate(SimMcEncoder with) {
        EmbeddingSet known = with.embed(gallery);
        return measure.measure(known, with.embed(probe));
    }

    private TrainingState state() {
        return new TrainingState(epoch, ops.weights(), adam.state(), best, chosen, chosenRetrieval);
    }

    @Override
    public void close() {
        adam.close();
        ops.close();
    }
}
