package gaitkeeper.deploy;

import gaitkeeper.recordings.Order;
import gaitkeeper.trainer.Drawing;
import gaitkeeper.trainer.PersonRange;
import gaitkeeper.trainer.TrainingRequest;
import gaitkeeper.trainer.simmc.Mode;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What all commands that train have in common. */
final class TrainOptions {
    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Folder with KGBD's .npz and split file.")
    private Path data = Path.of(".");

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of this run: checkpoints, training.csv and bundle. Default: the command's name with -run.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--resume", description = "Goes on from the checkpoints in --out, if there are any. Needs the same data and flags, but for --epochs of the stage under way.")
    private boolean resume;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "clean", description = "clean: no labels where the system needs none, the epoch chosen without a look at the probes. faithful: as the published code, which also chooses the epoch by its result on the probes. Default: ${DEFAULT-VALUE}.")
    private Mode mode = Mode.CLEAN;

    @Option(names = "--split-seed", paramLabel = "N", defaultValue = "0", description = "Draw of the published split, 0 to 4. Default: ${DEFAULT-VALUE}.")
    private int splitSeed;

    @Option(names = "--people", paramLabel = "A-B", defaultValue = "1-164", description = "Numbers of the people to learn from; leave some out, such as 83-164, to evaluate 'unseen' on them. Default: ${DEFAULT-VALUE}.")
    private String people = "1-164";

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--frames", paramLabel = "F", defaultValue = "6", description = "Frames of a sequence. Default: ${DEFAULT-VALUE}.")
    private int frames;

    @Option(names = "--drawing", paramLabel = "D", defaultValue = "published", description = "published: two walks of most people to learn from, one to ask for. rest: all walks but that one to learn from. overlapping: windows that overlap by half, one in ten of them to ask for, which measures memory. The latter two need --no-bundle. Default: ${DEFAULT-VALUE}.")
    private Drawing drawing = Drawing.PUBLISHED;

    @Option(names = "--joint-order", paramLabel = "O", defaultValue = "body", description = "body: the K20 order, left limbs in the left slots, as bundles are shown. source: as KGBD's files list joints, which public code reads without putting them in order. mirrored: as code does that puts the right limbs in the left slots. The latter two need --no-bundle. Default: ${DEFAULT-VALUE}.")
    private Order order = Order.BODY;

    @Option(names = "--patience", paramLabel = "N", defaultValue = "100", description = "Epochs without improvement, of the stage whose epoch is chosen, after which it ends. Default: ${DEFAULT-VALUE}.")
    private int patience;

    @Option(names = "--centre", paramLabel = "JOINT", defaultValue = "0", description = "Joint that frames are made relative to: 0 hip centre, 3 head (as SimMC's published code on KGBD; 0 with --joint-order source). Default: ${DEFAULT-VALUE}.")
    private int centre;

    @Option(names = "--no-bundle", description = "Trains and measures single windows only.")
    private boolean noBundle;

    @Option(names = "--commit", paramLabel = "ID", defaultValue = "unknown", description = "Commit of this program, written into the bundle's model.json. Default: ${DEFAULT-VALUE}.")
    private String commit = "unknown";

    /** What is asked for by a command of a name. */
    TrainingRequest request(String name) {
        return new TrainingRequest(data, splitSeed, PersonRange.parse(people), frames, drawing, order,
                out.orElse(Path.of(name + "-run")), resume, !noBundle, commit);
    }

    Mode mode() {
        return mode;
    }

    long seed() {
        return seed;
    }

    int frames() {
        return frames;
    }

    int patience() {
        return patience;
    }

    int centre() {
        return centre;
    }
}
