package gaitkeeper.trainer.smsge;

import gaitkeeper.core.graph.Scale;
import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.loop.DataSet;
import gaitkeeper.trainer.loop.Loop;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Recipe;
import gaitkeeper.trainer.loop.RecognitionStage;
import gaitkeeper.trainer.loop.Seeds;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.loop.StageResult;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.StateNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** SM-SGE: an encoder that learns by reconstruction, without labels, then a head on top of the finished encoder. */
public final class SmSgeRecipe implements Recipe {
    /** Scales in the order in which their optimisers move. */
    static final List<Scale> MOVES = List.of(Scale.JOINT, Scale.PART, Scale.BODY, Scale.HYPER_JOINT);

    private final SmSgeNetwork network;
    private final Settings settings;
    private final Variant variant;

    /**
     * Where the published code can be followed or not.
     *
     * @param trailingZeroFrame a state more for the head, after a frame of nothing but zeros, as the published numbers have it
     * @param redrawn whether sub-sequences are drawn anew for each batch; as published they are drawn once
     * @param lastState whether the last state alone is the embedding instead of the mean of all; what is published does not tell
     */
    public record Variant(boolean trailingZeroFrame, boolean redrawn, boolean lastState) {
        /** As this project chooses: no state more, drawn once, the mean. */
        public static final Variant CLEAN = new Variant(false, false, false);
    }

    /** A run with these sizes and settings. */
    public SmSgeRecipe(SmSgeNetwork.Sizes sizes, Settings settings, Variant variant) {
        network = new SmSgeNetwork(sizes, variant.trailingZeroFrame, variant.lastState);
        this.settings = settings;
        this.variant = variant;
    }

    /** The published sizes for a data set. */
    public static SmSgeNetwork.Sizes sizes(DataSet data) {
        return SmSgeNetwork.Sizes.published(data.joints(), data == DataSet.CASIA_B ? 20 : 6,
                data == DataSet.KGBD ? 128 : 256);
    }

    /** The published settings for a data set, in clean mode. */
    public static Settings settings(DataSet data) {
        return switch (data) {
            case KS20 -> Settings.clean(64, 0.0005, 200, 0.0025);
            case IAS -> Settings.clean(64, 0.0025, 120, 0.0025);
            case BIWI -> Settings.clean(256, 0.005, 120, 0.0025);
            case KGBD -> Settings.clean(256, 0.0025, 160, 0.0025);
            case CASIA_B -> Settings.clean(128, 0.0005, 160, 0.0005);
        };
    }

    @Override
    public String name() {
        return "sm-sge";
    }

    @Override
    public String variant() {
        return name() + (variant.lastState ? "-last" : "") + (variant.redrawn ? "-redrawn" : "") + settings.suffix();
    }

    @Override
    public String description() {
        return "Graphs of four scales and a memory for each, "
                + (variant.lastState ? "as they are after the window's last frame" : "averaged over the window")
                + "; learned without labels by reconstructing skeletons across scales (SM-SGE, Rao et al. 2021).";
    }

    @Override
    public void require(Partition partition) {
        Parts.require(partition, network, settings);
        Parts.requireDrawable(partition, settings);
    }

    @Override
    public Optional<Trained> train(Parts parts, Loop loop) {
        StageResult encoder = loop.run(new Reconstruction(network, parts, settings, variant.redrawn));
        if (encoder.cancelled()) {
            return Optional.empty();
        }
        String how = "encoder " + (settings.faithful() ? "as published" : "without labels") + ", " + encoder.epochs()
                + " epochs";
        String learnedFrom = settings.faithful()
                ? "batches were drawn by the label of the same people, as published"
                : "nothing of it was learned from anybody's label";
        Weights weights = SmSgeNetwork.encoder(encoder.weights());
        if (settings.headEpochs() == 0) {
            return Optional.of(new Trained(weights, 0, network.width(), how, learnedFrom, Map.of()));
        }
        RecognitionStage head = ReadOut.stage(network, weights, parts, settings);
        StageResult recognising = loop.run(head);
        if (recognising.cancelled()) {
            return Optional.empty();
        }
        return Optional.of(new Trained(new Weights().putAll(weights).putAll(recognising.weights()), head.classes(),
                network.width(), how, learnedFrom, head.probes(recognising.weights())));
    }

    @Override
    public StateNetwork network() {
        return network;
    }

    @Override
    public int centre() {
        return settings.centre();
    }

    /** Random numbers that depend on a seed and a purpose. */
    static SplittableRandom random(long seed, int purpose) {
        return Seeds.random(seed, purpose);
    }
}
