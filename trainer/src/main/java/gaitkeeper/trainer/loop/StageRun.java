package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.FlushedDenormals;
import gaitkeeper.trainer.nn.StateFile;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.work.Phases;
import gaitkeeper.trainer.work.Workers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * One stage under way. What is random depends on the stage's seed and the epoch only, so one that was stopped goes on as if it
 * had not been.
 */
final class StageRun implements AutoCloseable {
    private final Stage stage;
    private final StateFile<StageState> file;
    private final Progress progress;
    private final int epochsBefore;
    private final TorchOps ops;
    private final List<Adam> optimisers = new ArrayList<>();
    private int epoch;
    private double best = Double.NEGATIVE_INFINITY;
    private int bestEpoch = -1;
    private int waited;
    private Weights chosen;
    private Map<String, Double> figures = Map.of();

    StageRun(Stage stage, StateFile<StageState> file, boolean resume, Progress progress, int epochsBefore) {
        this.stage = stage;
        this.file = file;
        this.progress = progress;
        this.epochsBefore = epochsBefore;
        Optional<StageState> state = resume ? file.read() : Optional.empty();
        Weights weights = state.map(StageState::weights).orElseGet(stage::initial);
        chosen = weights;
        ops = new TorchOps(weights);
        stage.optimisers().forEach(own -> optimisers
                .add(new Adam(owned(own), stage.schedule().rate(), stage.schedule().penalty())));
        state.ifPresent(this::restore);
    }

    private Map<String, Tensor> owned(Predicate<String> own) {
        Map<String, Tensor> owned = new LinkedHashMap<>(ops.parameters());
        owned.keySet().removeIf(own.negate());
        return owned;
    }

    private void restore(StageState state) {
        try (var _ = new NoGradGuard()) {
            for (int i = 0; i < optimisers.size(); i++) {
                optimisers.get(i).restore(state.optimisers().get(i));
            }
        }
        epoch = state.nextEpoch();
        best = state.best();
        bestEpoch = state.bestEpoch();
        waited = state.waited();
        chosen = state.chosen();
        figures = state.figures();
    }

    StageResult run(BooleanSupplier cancelled) {
        while (epoch < stage.schedule().epochs()) {
            if (waited >= stage.schedule().patience()) {
                return result(StageResult.End.PATIENCE);
            }
            if (!epoch(cancelled)) {
                return result(StageResult.End.CANCELLED);
            }
        }
        return result(StageResult.End.COMPLETE);
    }

    private StageResult result(StageResult.End end) {
        return new StageResult(end, epoch, bestEpoch, chosen, figures);
    }

    /** One epoch; false if it was broken off, which leaves the checkpoint as it was before. */
    private boolean epoch(BooleanSupplier cancelled) {
        var phases = new Phases();
        double loss = phases.time("train", () -> steps(cancelled));
        if (Double.isNaN(loss)) {
            return false;
        }
        Measured measured = phases.time("measure", () -> stage.measure(ops));
        keep(measured);
        progress.epoch(new Progress.Epoch(stage.name(), epoch, epochsBefore + epoch, loss, measured.figures(),
                bestEpoch == epoch && measured.score().isPresent(), phases));
        epoch++;
        file.write(new StageState(epoch, ops.weights(), optimisers.stream().map(Adam::state).toList(), best, bestEpoch,
                waited, chosen, figures));
        return true;
    }

    /** Mean loss of the steps; NaN if they were broken off. */
    private double steps(BooleanSupplier cancelled) {
        int[] order = stage.batches().order(epoch);
        int steps = stage.batches().steps();
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            if (cancelled.getAsBoolean()) {
                return Double.NaN;
            }
            double loss = step(stage.batches().batch(order, step));
            if (!Double.isFinite(loss)) {
                throw new DivergedException(stage.name(), epoch, step, loss);
            }
            sum += loss;
            progress.step(stage.name(), epoch, step + 1, steps);
        }
        return sum / steps;
    }

    /** All gradients are taken at the same parameters; then the optimisers move in their order. */
    private double step(int... rows) {
        List<Piece> pieces = stage.pieces(epoch, rows);
        var found = new Gradients[pieces.size()];
        Workers.forEach(found.length, i -> found[i] = Gradients.of(pieces.get(i), ops, optimisers));
        List<Gradients> all = List.of(found);
        try (PointerScope _ = new PointerScope(); var _ = new NoGradGuard(); var _ = new FlushedDenormals()) {
            for (int i = 0; i < optimisers.size(); i++) {
                optimisers.get(i).gather(Gradients.sum(all, i));
            }
            optimisers.forEach(Adam::move);
        } finally {
            all.forEach(Gradients::close);
        }
        return all.stream().mapToDouble(Gradients::loss).sum();
    }

    private void keep(Measured measured) {
        if (measured.score().isEmpty() || measured.score().getAsDouble() > best) {
            best = measured.score().orElse(best);
            bestEpoch = epoch;
            waited = 0;
            chosen = ops.weights();
            figures = measured.figures();
        } else {
            waited++;
        }
    }

    @Override
    public void close() {
        optimisers.forEach(Adam::close);
        ops.close();
    }
}
