package gaitkeeper.trainer.mgscr;

import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.loop.DataSet;
import gaitkeeper.trainer.loop.Loop;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Recipe;
import gaitkeeper.trainer.loop.RecognitionStage;
import gaitkeeper.trainer.loop.Seeds;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.loop.StageResult;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.relation.StateNetwork;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/** MG-SCR: an encoder that learns to predict the next skeleton, then everything together with a head, from labels. */
public final class MgScrRecipe implements Recipe {
    private static final String SAME_PEOPLE = "it was learned from labels of the people that it was trained on, who are among these: people whom it has not seen"
            + " will be taken for others more often than the thresholds say";

    private final MgScrNetwork network;
    private final Settings settings;
    private final boolean tiled;

    /** A run with these sizes and settings. */
    public MgScrRecipe(MgScrNetwork.Sizes sizes, Settings settings) {
        this(sizes, settings, false);
    }

    /**
     * One that may have the published code's fault.
     *
     * @param tiled whether frames are given to the wrong sequences, as published ({@code mg-scr.md} section 3); what comes of it
     *     depends on batches and is for measuring only
     */
    public MgScrRecipe(MgScrNetwork.Sizes sizes, Settings settings, boolean tiled) {
        network = new MgScrNetwork(sizes);
        this.settings = settings;
        this.tiled = tiled;
    }

    /** The published sizes for a data set. */
    public static MgScrNetwork.Sizes sizes(DataSet data) {
        return data == DataSet.CASIA_B
                ? MgScrNetwork.Sizes.published(data.joints(), 20, 256)
                : MgScrNetwork.Sizes.published(data.joints(), 6, 128);
    }

    /** The published settings for a data set, in clean mode. */
    public static Settings settings(DataSet data) {
        return switch (data) {
            case KS20 -> Settings.clean(256, 0.005, 300, 0.005);
            case IAS, BIWI, KGBD -> Settings.clean(256, 0.005, 150, 0.005);
            case CASIA_B -> Settings.clean(128, 0.0005, 300, 0.0005);
        };
    }

    @Override
    public String name() {
        return "mg-scr";
    }

    @Override
    public String variant() {
        return name() + (network.sizes().lastFrame() ? "-last-frame" : "") + (tiled ? "-tiled" : "")
                + (settings.headEpochs() == 0 ? "-label-free" : "") + settings.suffix();
    }

    @Override
    public Optional<String> cannotBeExported() {
        return Optional.of("what tiled frames lead to depends on the place in a batch, which no graph knows")
                .filter(_ -> tiled);
    }

    @Override
    public String description() {
        return "Graphs of three scales and one memory, averaged over the window; learned by predicting skeletons, then from"
                + " labels unless its stage is left out (MG-SCR, Rao et al. 2021).";
    }

    @Override
    public void require(Partition partition) {
        Parts.require(partition, network, settings);
        Parts.requireDrawable(partition, settings);
    }

    @Override
    public Optional<Trained> train(Parts parts, Loop loop) {
        StageResult encoder = loop.run(new Prediction(network, parts, settings, tiled));
        if (encoder.cancelled()) {
            return Optional.empty();
        }
        String how = "prediction " + (settings.faithful() ? "as published" : "without labels") + ", " + encoder.epochs()
                + " epochs";
        if (settings.headEpochs() == 0) {
            return Optional.of(new Trained(MgScrNetwork.encoder(encoder.weights()), 0, network.width(), how,
                    settings.faithful()
                            ? "batches were drawn by the label of the same people, as published"
                            : "nothing of it was learned from anybody's label",
                    Map.of()));
        }
        RecognitionStage tuning = FineTuning.stage(network, encoder.weights(), parts, settings, tiled);
        StageResult tuned = loop.run(tuning);
        if (tuned.cancelled()) {
            return Optional.empty();
        }
        return Optional.of(new Trained(tuned.weights().only(name -> !name.startsWith("predict")), tuning.classes(),
                network.width(), how + ", then with labels, epoch " + tuned.bestEpoch() + " of " + tuned.epochs(),
                SAME_PEOPLE, tuning.probes(tuned.weights())));
    }

    @Override
    public StateNetwork network() {
        return network;
    }

    @Override
    public Tensor states(TorchOps ops, Tensor joints) {
        return tiled ? network.tiledStates(ops, joints, (int) joints.size(0)) : network.states(ops, joints);
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
