package gaitkeeper.trainer.loop;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.BalancedResample;
import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.SequenceSet;
import gaitkeeper.trainer.relation.StateNetwork;
import java.util.stream.IntStream;

/**
 * What is learned from and what is asked for, in memory.
 *
 * @param source of the training part
 * @param train to learn from
 * @param probe to recognise
 */
public record Parts(SequenceSet source, JointWindows train, JointWindows probe) {
    /** Copies a partition. */
    public static Parts of(Partition partition) {
        return new Parts(partition.train(), JointWindows.of(partition.train()), JointWindows.of(partition.probe()));
    }

    /**
     * Refuses data that network and settings do not fit, before anything is trained.
     *
     * @throws MalformedException saying what would fit
     */
    public static void require(Partition partition, StateNetwork network, Settings settings) {
        SequenceSet train = partition.train();
        if (train.joints() != 14 && train.joints() != 20 && train.joints() != 25) {
            throw new MalformedException(Reason.WRONG_JOINT_COUNT,
                    "graphs of bodies exist for 14, 20 and 25 joints, not for "
                            + train.joints() + ": convert the recordings");
        }
        if (train.frames() < 2) {
            throw refused(
                    "sequences of " + train.frames() + " frame have nothing to predict: choose --frames 2 or more");
        }
        if (network.joints() != train.joints() || network.frames() != train.frames()) {
            throw refused("the network reads " + network.frames() + " frames of " + network.joints()
                    + " joints, and these are sequences of " + train.frames() + " of " + train.joints()
                    + ": make it for these");
        }
        if (settings.centre() >= train.joints()) {
            throw refused("there is no joint " + settings.centre() + " to centre on: choose --centre 0 to "
                    + (train.joints() - 1));
        }
        long people = IntStream.range(0, train.size()).map(train::person).distinct().count();
        if (people < 2) {
            throw refused("the training part has sequences of " + train.frames() + " frames of " + people
                    + " people, and two are needed: choose fewer --frames or record more people");
        }
        if (train.size() < settings.batch()) {
            throw refused("the training part has " + train.size() + " sequences of " + train.frames()
                    + " frames, less than one batch of " + settings.batch() + ": choose --batch " + train.size()
                    + " or less, or fewer --frames");
        }
        if (settings.headEpochs() > 0 && !settings.faithful() && IntStream.range(1, train.size())
                .noneMatch(row -> train.recording(row) == train.recording(row - 1))) {
            throw refused("no recording has two sequences of " + train.frames()
                    + " frames, so none can be held out to choose the head's epoch by: choose fewer --frames,"
                    + " --head-epochs 0 or --mode faithful");
        }
        if (settings.headEpochs() > 0 && partition.probe().size() == 0) {
            throw refused("there is no sequence of " + train.frames()
                    + " frames to recognise when the head is trained: choose fewer"
                    + " --frames, more --people, or --head-epochs 0");
        }
    }

    /**
     * Refuses batches that cannot be drawn by label, as some systems published them ({@link #encoderBatches}).
     *
     * @throws MalformedException saying what would fit
     */
    public static void requireDrawable(Partition partition, Settings settings) {
        SequenceSet train = partition.train();
        long people = IntStream.range(0, train.size()).map(train::person).distinct().count();
        if (settings.faithful() && settings.batch() < people) {
            throw refused(
                    "in faithful mode a batch holds a sequence of each of the " + people + " people: choose --batch "
                            + people + " or more, or --mode clean");
        }
    }

    private static MalformedException refused(String why) {
        return new MalformedException(Reason.BAD_FIELD, why);
    }

    /** Batches of the encoder: all sequences shuffled anew each epoch or, as published, drawn by label once and replayed. */
    public Batches encoderBatches(Settings settings) {
        return settings.faithful()
                ? new Batches(BalancedResample.draw(source, settings.batch(), settings.seed()), settings.batch(), false,
                        settings.seed())
                : new Batches(train.all(), settings.batch(), true, settings.seed());
    }

    /** Text that changes with the data and the settings of an encoder. */
    public String encoderIdentity(Settings settings) {
        return settings.encoderIdentity() + " train " + train.size() + " " + Long.toHexString(train.checksum());
    }

    /** The same with what only the head's training depends on; how long it goes on may change. */
    public String headIdentity(Settings settings) {
        return encoderIdentity(settings) + " head rate " + settings.headRate();
    }
}
