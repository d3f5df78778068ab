package gaitkeeper.trainer.simmc;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.recordings.Order;
import gaitkeeper.trainer.BalancedResample;
import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.PeakMemory;
import gaitkeeper.trainer.SequenceSet;
import gaitkeeper.trainer.TrainingRequest;
import gaitkeeper.trainer.loop.DivergedException;
import gaitkeeper.trainer.loop.Progress;
import gaitkeeper.trainer.loop.TrainingCsv;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A run from recordings to a bundle, as the command line starts it. */
public final class SimMcTraining {
    /** The checkpoint's name in the folder of a run. */
    public static final String CHECKPOINT = TrainingRequest.CHECKPOINT + ".bin";

    private final Request request;
    private final TrainingRequest run;
    private final Progress progress;
    private final PrintStream out;

    /**
     * What is asked for.
     *
     * @param run what any training is asked for
     * @param features a bundle whose vectors take the place of joints (SimMC-UF); such a run writes no bundle
     * @param config of the training
     */
    public record Request(TrainingRequest run, Optional<Path> features, SimMcConfig config) {
        /** Refuses what cannot be exported. */
        public Request {
            if (run.bundle() && features.isPresent()) {
                throw new MalformedException(Reason.NO_MODEL,
                        "a model over another model's vectors cannot be written as a bundle: add --no-bundle");
            }
            if (features.isPresent() && run.order() != Order.BODY) {
                throw new MalformedException(Reason.BAD_FIELD,
                        "a bundle is shown joints in the body's order: leave out --joint-order or --features");
            }
            if (run.bundle() && (config.schedule().epochs() < 2 || config.schedule().patience() < 2)) {
                throw new MalformedException(Reason.BAD_FIELD,
                        "the first epoch is the random start, which is never exported: choose --epochs 2 and --patience 2 or more");
            }
        }
    }

    /** Prepares; {@code out} is told results. */
    public SimMcTraining(Request request, Progress progress, PrintStream out) {
        this.request = request;
        run = request.run();
        this.progress = progress;
        this.out = out;
    }

    /**
     * Trains and, unless someone asked to stop, exports.
     *
     * @throws MalformedException if the data or the checkpoint cannot be read
     * @throws DivergedException if the loss is no longer a number
     */
    public Outcome run(BooleanSupplier cancelled) {
        SimMcConfig config = request.config();
        SimMcTrainer.Data data = read(config);
        require(config, data);
        out.println("training on " + data.train().size() + " sequences of " + run.frames() + " frames; "
                + data.probe().size() + " probes against " + data.gallery().size());
        run.makeFolder();
        var file = new TrainingCsv(run.log(), run.resume(), progress);
        try (var trainer = new SimMcTrainer(config, data, run.folder().resolve(CHECKPOINT), run.resume(),
                new BlockedRetrieval(), file)) {
            Outcome outcome = trainer.run(cancelled);
            report(outcome);
            if (run.bundle() && outcome.bestEpoch() < 0 && outcome.end() != Outcome.End.CANCELLED) {
                throw new MalformedException(Reason.BAD_FIELD,
                        "in no epoch the clusters of both views agreed, so there is nothing to export: choose more --epochs or another --rate");
            }
            if (run.bundle() && outcome.end() != Outcome.End.CANCELLED) {
                out.println("simmc: " + new SimMcExport(trainer.network(), outcome, config).write(run));
            }
            PeakMemory.mebibytes().ifPresent(peak -> out.println("peak memory " + peak + " MiB"));
            return outcome;
        }
    }

    private SimMcTrainer.Data read(SimMcConfig config) {
        Optional<ModelBundle> features = request.features().map(this::opened);
        Partition partition = run.partition();
        int joints = partition.train().joints();
        if (features.isEmpty() && (config.centre() < 0 || config.centre() >= joints)) {
            throw new MalformedException(Reason.BAD_FIELD, "there is no joint " + config.centre()
                    + " to centre on: choose --centre 0 to " + (joints - 1));
        }
        SequenceSet train = config.balanced()
                ? partition.train().pick(
                        BalancedResample.draw(partition.train(), config.schedule().batch(), config.seed()))
                : partition.train();
        Function<SequenceSet, FrameSet> frames = features
                .<Function<SequenceSet, FrameSet>>map(bundle -> set -> FrameSet.ofFeatures(set, bundle))
                .orElse(set -> FrameSet.ofJoints(set, config.centre()));
        return new SimMcTrainer.Data(frames.apply(train), frames.apply(partition.gallery()),
                frames.apply(partition.probe()));
    }

    /** Before the folder is made and the first epoch is under way. */
    private static void require(SimMcConfig config, SimMcTrainer.Data data) {
        int frames = data.train().frames();
        if (config.maskedFrames() < 0 || config.maskedFrames() >= frames) {
            throw new MalformedException(Reason.BAD_FIELD, "a view leaves out " + config.maskedFrames() + " of "
                    + frames + " frames: choose --masked-frames 0 to " + (frames - 1));
        }
        int fewest = Math.min(data.train().size(), data.probe().size());
        if (config.faithful() && fewest < config.schedule().batch()) {
            throw new MalformedException(Reason.BAD_FIELD, "faithful mode drops incomplete batches, and of "
                    + data.train().size() + " sequences to train on and " + data.probe().size()
                    + " probes one lot is less than a batch of " + config.schedule().batch()
                    + (fewest == 0
                            ? ": choose --mode clean"
                            : ": choose --batch " + fewest + " or less, or --mode clean"));
        }
    }

    private ModelBundle opened(Path folder) {
        ModelBundle bundle = ModelBundle.open(folder);
        run.requireNew(bundle);
        return bundle;
    }

    private void report(Outcome outcome) {
        String result = outcome.retrieval()
                .map(r -> String.format(Locale.ROOT, ": top-1 %.2f, top-5 %.2f, top-10 %.2f, mAP %.2f", r.top1(),
                        r.top5(),
                        r.top10(), r.meanAveragePrecision()))
                .orElse("");
        out.println(switch (outcome.end()) {
            case COMPLETE -> "all epochs done";
            case PATIENCE -> "no improvement, stopped";
            case CANCELLED -> "stopped; continue with --resume";
        } + "; best epoch " + outcome.bestEpoch() + result);
    }
}
