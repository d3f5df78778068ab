package gaitkeeper.trainer.simmc;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.trainer.BalancedResample;
import gaitkeeper.trainer.KgbdPartition;
import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.PeakMemory;
import gaitkeeper.trainer.PersonRange;
import gaitkeeper.trainer.SequenceSet;
import gaitkeeper.trainer.report.TrainingLog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A run from recordings to a bundle, as the command line starts it. */
public final class SimMcTraining {
    /** The checkpoint's name in the folder of a run. */
    public static final String CHECKPOINT = "checkpoint.bin";
    /** The bundle's folder in the folder of a run. */
    public static final String BUNDLE = "bundle";

    private final Request request;
    private final TrainingListener listener;
    private final PrintStream out;

    /**
     * What is asked for.
     *
     * @param data folder of KGBD
     * @param splitSeed which draw of the split, 0 to 4
     * @param people who are learned from, and asked for while training
     * @param frames f of a sequence
     * @param folder where checkpoint and bundle go
     * @param resume whether to go on from the checkpoint
     * @param bundle whether to write a bundle in the end
     * @param features a bundle whose vectors take the place of joints (SimMC-UF); such a run writes no bundle
     * @param config of the training
     */
    public record Request(Path data, int splitSeed, PersonRange people, int frames, Path folder, boolean resume,
            boolean bundle,
            Optional<Path> features, SimMcConfig config) {
        /** Refuses what cannot be exported. */
        public Request {
            if (bundle && features.isPresent()) {
                throw new MalformedException(Reason.NO_MODEL,
                        "a model over another model's vectors cannot be written as a bundle: add --no-bundle");
            }
        }
    }

    /** Prepares; {@code out} is told results. */
    public SimMcTraining(Request request, TrainingListener listener, PrintStream out) {
        this.request = request;
        this.listener = listener;
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
        SimMcTrainer.Data data = read(config.centre());
        out.println("training on " + data.train().size() + " sequences of " + request.frames() + " frames; "
                + data.probe().size() + " probes against " + data.gallery().size());
        Path checkpoint = checkpoint();
        Path log = request.folder().resolve(TrainingLog.FILE);
        var file = new TrainingFile(log, request.resume(), listener);
        try (var trainer = new SimMcTrainer(config, data, checkpoint, request.resume(), new BlockedRetrieval(), file)) {
            Outcome outcome = trainer.run(cancelled);
            report(outcome);
            if (request.bundle() && outcome.end() != Outcome.End.CANCELLED) {
                var export = new SimMcExport(trainer.network(), outcome, config);
                export.write(request.data(), request.splitSeed(), request.people(), request.frames(),
                        request.folder().resolve(BUNDLE), out);
                copy(log, request.folder().resolve(BUNDLE));
            }
            PeakMemory.mebibytes().ifPresent(peak -> out.println("peak memory " + peak + " MiB"));
            return outcome;
        }
    }

    private static void copy(Path log, Path folder) {
        try {
            Files.copy(log, folder.resolve(TrainingLog.FILE), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new MalformedException(Reason.BAD_FIELD, "cannot copy " + log + " to " + folder + " ("
                    + e.getMessage() + "): the bundle is complete, copy it by hand");
        }
    }

    private SimMcTrainer.Data read(int centre) {
        Partition partition = KgbdPartition.of(request.data(), request.splitSeed(), request.frames(),
                request.people());
        if (partition.train().size() == 0) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "no recording of people " + request.people() + " in " + request.data() + " has " + request.frames()
                            + " frames to train on");
        }
        SequenceSet train = request.config().balanced()
                ? partition.train().pick(BalancedResample.draw(partition.train(), request.config().schedule().batch(),
                        request.config().seed()))
                : partition.train();
        Function<SequenceSet, FrameSet> frames = request.features().map(ModelBundle::open)
                .<Function<SequenceSet, FrameSet>>map(bundle -> set -> FrameSet.ofFeatures(set, bundle))
                .orElse(set -> FrameSet.ofJoints(set, centre));
        return new SimMcTrainer.Data(frames.apply(train), frames.apply(partition.gallery()),
                frames.apply(partition.probe()));
    }

    private Path checkpoint() {
        Path file = request.folder().resolve(CHECKPOINT);
        try {
            Files.createDirectories(request.folder());
        } catch (IOException e) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "cannot make the folder " + request.folder() + " (" + e.getMessage() + "): choose another --out");
        }
        if (!request.resume() && Files.exists(file)) {
            throw new MalformedException(Reason.BAD_FIELD, request.folder()
                    + " holds a checkpoint: continue it with --resume, delete it, or choose another --out");
        }
        return file;
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
