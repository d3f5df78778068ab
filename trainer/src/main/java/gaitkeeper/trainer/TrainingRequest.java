package gaitkeeper.trainer;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.Seen;
import gaitkeeper.recordings.Order;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import gaitkeeper.trainer.report.TrainingLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What any training on KGBD is asked for.
 *
 * @param data folder of KGBD
 * @param splitSeed which draw of the split, 0 to 4
 * @param people who are learned from, and recognised while training
 * @param frames f of a sequence
 * @param drawing which sequences are learned from and asked for
 * @param order in which joints are given
 * @param folder where checkpoints and bundle go
 * @param resume whether to go on from checkpoints
 * @param bundle whether to write a bundle in the end
 * @param commit of the code that runs, for the bundle
 */
public record TrainingRequest(Path data, int splitSeed, PersonRange people, int frames, Drawing drawing, Order order,
        Path folder,
        boolean resume, boolean bundle, String commit) {
    /** The bundle's folder in the folder of a run. */
    public static final String BUNDLE = "bundle";
    /** No draw has this seed: whatever a model has seen of these people is among what is asked for. */
    private static final int NO_SPLIT = -9;

    /** How the names of checkpoints in the folder of a run begin. */
    public static final String CHECKPOINT = "checkpoint";

    /**
     * Checks that the parts fit.
     *
     * @throws MalformedException if sequences would have no frame, or a bundle is asked for that would have to be measured on what
     *     it was learned from or be shown joints in another order
     */
    public TrainingRequest {
        if (frames < 1) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "a sequence of " + frames + " frames is none: choose --frames 1 or more");
        }
        if (bundle && drawing != Drawing.PUBLISHED) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "a bundle is measured on the gallery's walks, and this drawing may learn from them: add --no-bundle or leave out --drawing");
        }
        if (bundle && order != Order.BODY) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "a bundle is shown joints in the body's order: add --no-bundle or leave out --joint-order");
        }
    }

    /**
     * The data of these people.
     *
     * @throws MalformedException if it is not there or no recording is long enough, saying what would fit
     */
    public Partition partition() {
        Partition partition = KgbdPartition.of(data, splitSeed, frames, people, drawing, order);
        if (partition.train().size() == 0) {
            int longest = longest();
            throw new MalformedException(Reason.BAD_FIELD,
                    "no recording of people " + people + " in " + data + " has " + frames + " frames to train on: "
                            + (longest == 0 ? "" : "choose --frames " + longest + " or fewer, or ")
                            + "choose other --people of " + PersonRange.KGBD);
        }
        return partition;
    }

    /**
     * Refuses embeddings so wide that what measures them would not fit into the heap, which else shows when all is trained.
     *
     * @param width numbers of an embedding
     * @throws MalformedException saying how much heap would do
     */
    public void requireRoom(int width, Partition partition) {
        long held = bundle
                // Those of all walks; then gallery and probe once more, and the gallery turned round.
                ? 2L * KgbdWindows.open(data).walks().stream().mapToInt(walk -> walk.windows(frames)).sum()
                : 2L * partition.gallery().size() + partition.probe().size();
        long bytes = held * width * Float.BYTES;
        HeapRoom.require(bytes + bytes / 2,
                "to measure embeddings of " + width + " numbers takes " + (bytes >> 20) + " MiB at once",
                bundle ? "add --no-bundle, which takes less" : "choose fewer --people");
    }

    private int longest() {
        SequenceSet train = KgbdPartition.of(data, splitSeed, 1, people, drawing, order).train();
        int longest = 0;
        for (int i = 0, run = 0; i < train.size(); i++) {
            run = i > 0 && train.recording(i) == train.recording(i - 1) ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /**
     * Makes the folder of the run.
     *
     * @throws MalformedException if it cannot be made, or holds checkpoints that are not to be continued
     */
    public void makeFolder() {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (!resume && files.anyMatch(file -> file.getFileName().toString().startsWith(CHECKPOINT))) {
                    throw new MalformedException(Reason.BAD_FIELD, folder
                            + " holds checkpoints: continue them with --resume, delete them, or choose another --out");
                }
            }
        } catch (IOException e) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "cannot make the folder " + folder + " (" + e.getMessage() + "): choose another --out");
        }
    }

    /**
     * Refuses vectors of a model that knows what would be asked for. Windows that overlap are asked for out of training walks, which no
     * model of these people may have seen.
     *
     * @throws MalformedException saying what would fit
     */
    public void requireNew(ModelBundle bundle) {
        int split = drawing == Drawing.OVERLAPPING ? NO_SPLIT : splitSeed;
        Fairness.objection(bundle.spec().trainedOn().seen(), split, people, false).ifPresent(why -> {
            throw new MalformedException(Reason.BAD_FIELD, "cannot measure with the vectors of "
                    + bundle.spec().modelId().value() + ": " + why
                    + ". Choose other walks (--split-seed, --people) or a model that has not seen these (trainedOn.seen in its model.json)");
        });
    }

    /** Where a line per epoch goes. */
    public Path log() {
        return folder.resolve(TrainingLog.FILE);
    }

    /** Which recordings a model was learned from, and how, in words. */
    public String trainedOn(String how) {
        return "role train of split seed " + splitSeed + ", people " + people + ", " + how
                + "; measured and calibrated on split seed " + splitSeed + " with all people";
    }

    /**
     * Measures, calibrates and writes the bundle, the log of the training in it; returns the results.
     *
     * @param learnedFrom whom the embeddings were learned from, as a clause for the calibration
     * @param network what the trained network makes of sequences
     * @throws MalformedException if there is no room
     */
    public Map<String, Double> write(BundleWriter.Draft draft, byte[] graph, String learnedFrom,
            Function<SequenceSet, EmbeddingSet> network) {
        Path target = folder.resolve(BUNDLE);
        Map<String, Double> results = BundleWriter.open(data, splitSeed, commit).write(target, draft, graph,
                learnedFrom, network);
        try {
            // A run that had ended before logs were kept has none.
            if (Files.exists(log())) {
                Files.copy(log(), target.resolve(TrainingLog.FILE), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new MalformedException(Reason.BAD_FIELD, "cannot copy " + log() + " to " + target + " ("
                    + e.getMessage() + "): make room and copy it by hand, the rest of the bundle is complete");
        }
        return results;
    }

    /** What the model has seen, for programs. */
    public Seen seen() {
        return BundleWriter.trainingWalks(splitSeed, people);
    }
}
