package gaitkeeper.trainer.loop;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.BundleWriter;
import gaitkeeper.trainer.KgbdPartition;
import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.PeakMemory;
import gaitkeeper.trainer.PersonRange;
import gaitkeeper.trainer.loop.Recipe.Trained;
import gaitkeeper.trainer.report.TrainingLog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A run from recordings to a bundle, as the command line starts it. */
public final class Training {
    /** The bundle's folder in the folder of a run. */
    public static final String BUNDLE = "bundle";
    /** The encoder with its head, in the folder of a run. */
    public static final String RECOGNITION = "recognition.onnx";

    private static final String CHECKPOINTS = "checkpoint-";

    private final Recipe recipe;
    private final Request request;
    private final Progress progress;
    private final PrintStream out;

    /**
     * What is asked for.
     *
     * @param data folder of KGBD
     * @param splitSeed which draw of the split, 0 to 4
     * @param people who are learned from and recognised
     * @param frames f of a sequence
     * @param folder where checkpoints and bundle go
     * @param resume whether to go on from checkpoints
     * @param bundle whether to write a bundle in the end
     * @param seed of everything random
     */
    public record Request(Path data, int splitSeed, PersonRange people, int frames, Path folder, boolean resume,
            boolean bundle,
            long seed) {}

    /** Prepares; {@code out} is told results. */
    public Training(Recipe recipe, Request request, Progress progress, PrintStream out) {
        this.recipe = recipe;
        this.request = request;
        this.progress = progress;
        this.out = out;
    }

    /**
     * Trains and, unless someone asked to stop, exports.
     *
     * @return whether it ran to its end
     * @throws MalformedException if the data does not fit or a checkpoint cannot be read
     * @throws DivergedException if a loss is no longer a number
     */
    public boolean run(BooleanSupplier cancelled) {
        Partition partition = KgbdPartition.of(request.data(), request.splitSeed(), request.frames(), request.people());
        requireLength(partition);
        recipe.require(partition);
        makeFolder();
        Parts parts = Parts.of(partition);
        out.println("training on " + parts.train().size() + " sequences of " + request.frames() + " frames of "
                + parts.train().people().length + " people; " + parts.probe().size() + " probes");
        Path log = request.folder().resolve(TrainingLog.FILE);
        var csv = new TrainingCsv(log, request.resume(), progress);
        Optional<Trained> trained = recipe.train(parts,
                new Loop(request.folder(), request.resume(), csv, cancelled));
        trained.ifPresentOrElse(this::finish, () -> out.println("stopped; continue with --resume"));
        PeakMemory.mebibytes().ifPresent(peak -> out.println("peak memory " + peak + " MiB"));
        return trained.isPresent();
    }

    /** Says how long sequences may be. */
    private void requireLength(Partition partition) {
        if (partition.train().size() == 0) {
            throw new MalformedException(Reason.BAD_FIELD, "no recording of people " + request.people() + " in "
                    + request.data() + " has " + request.frames() + " frames to train on: choose --frames " + longest()
                    + " or fewer, or other --people");
        }
    }

    private int longest() {
        var train = KgbdPartition.of(request.data(), request.splitSeed(), 1, request.people()).train();
        int longest = 0;
        for (int i = 0, run = 0; i < train.size(); i++) {
            run = i > 0 && train.recording(i) == train.recording(i - 1) ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    private void makeFolder() {
        try {
            Files.createDirectories(request.folder());
            try (Stream<Path> files = Files.list(request.folder())) {
                if (!request.resume()
                        && files.anyMatch(file -> file.getFileName().toString().startsWith(CHECKPOINTS))) {
                    throw new MalformedException(Reason.BAD_FIELD, request.folder()
                            + " holds checkpoints: continue them with --resume, delete them, or choose another --out");
                }
            }
        } catch (IOException e) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "cannot make the folder " + request.folder() + " (" + e.getMessage() + "): choose another --out");
        }
    }

    private void finish(Trained trained) {
        var figures = new StringBuilder(recipe.name() + " recognises probes, %:");
        trained.figures().forEach((name, value) -> figures.append(String.format(Locale.ROOT, " %s %.2f", name, value)));
        out.println(trained.figures().isEmpty() ? recipe.name() + " without recognition" : figures);
        try {
            if (trained.classes() > 0) {
                Files.write(request.folder().resolve(RECOGNITION), recipe.graph(trained.weights(), trained.classes()));
            }
            if (request.bundle()) {
                bundle(trained);
                Files.copy(request.folder().resolve(TrainingLog.FILE),
                        request.folder().resolve(BUNDLE).resolve(TrainingLog.FILE),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new MalformedException(Reason.BAD_FIELD, "cannot write to " + request.folder() + " (" + e.getMessage()
                    + "): make room and continue with --resume");
        }
    }

    private void bundle(Trained trained) {
        var draft = new BundleWriter.Draft(recipe.name(), recipe.name(), recipe.description(), request.frames(),
                "joints", "embedding", trained.width(), Metric.EUCLIDEAN, List.of("k1"),
                "role train of split seed " + request.splitSeed() + ", people " + request.people() + ", "
                        + trained.how() + ", seed " + request.seed()
                        + "; measured and calibrated on split seed " + request.splitSeed() + " with all people",
                BundleWriter.trainingWalks(request.splitSeed(), request.people()), request.seed());
        out.println(recipe.name() + ": " + BundleWriter.open(request.data(), request.splitSeed(), "unknown")
                .write(request.folder().resolve(BUNDLE), draft, recipe.graph(trained.weights(), 0),
                        trained.learnedFrom()));
    }
}
