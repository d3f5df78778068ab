package gaitkeeper.trainer.cage;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.SequenceSet;
import gaitkeeper.trainer.loop.DataSet;
import gaitkeeper.trainer.loop.Loop;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Recipe;
import gaitkeeper.trainer.loop.RecognitionStage;
import gaitkeeper.trainer.loop.Seeds;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.loop.StageResult;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.StateGraph;
import gaitkeeper.trainer.relation.StateNetwork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** AGE and, with the contrast of neighbouring sequences, CAGE: encoders that know no labels, then a head on their features. */
public final class CageRecipe implements Recipe {
    /** h of the published systems. */
    public static final int WIDTH = 256;

    private final CageNetwork network;
    private final Settings settings;
    private final Variant variant;

    /**
     * Which of the systems it is.
     *
     * @param contrastive whether neighbouring sequences are contrasted: CAGE; otherwise AGE
     * @param temperature of the contrast
     * @param pretexts what encoders give back; all three are the published "plus", as its paper describes it
     * @param centred whether frames are made relative to a joint; as published they are not, on Kinect data
     * @param embedding what becomes a sequence's vector
     * @param basicAttention whether attention is left to itself; as published it is drawn to neighbouring frames in reverse order
     */
    public record Variant(boolean contrastive, double temperature, List<Pretext> pretexts, boolean centred,
            Embedding embedding, boolean basicAttention) {
        /** Checks, and puts pretexts into the published order, each once. */
        public Variant {
            pretexts = pretexts.stream().sorted().distinct().toList();
            if (pretexts.isEmpty() || !(temperature > 0)) {
                throw new IllegalArgumentException("a pretext and a temperature above 0 are needed");
            }
            if (embedding == Embedding.PROJECTED && !contrastive) {
                throw new IllegalArgumentException("only what is contrasted is projected");
            }
        }

        int centre(Settings settings) {
            return centred ? settings.centre() : StateGraph.UNCENTRED;
        }

        /** What one pretext's encoders depend on: neither on other pretexts nor on what is made of their features. */
        Variant encoder(Pretext pretext) {
            return new Variant(contrastive, temperature, List.of(pretext), centred, Embedding.MEAN, basicAttention);
        }

        /** The published one of a data set, giving back in reverse. */
        public static Variant published(DataSet data, boolean contrastive) {
            double temperature = switch (data) {
                case KS20, IAS, BIWI -> 0.1;
                case KGBD -> 0.5;
                case CASIA_B -> 0.15;
            };
            return new Variant(contrastive, temperature, List.of(Pretext.REVERSE), data == DataSet.CASIA_B,
                    Embedding.MEAN,
                    false);
        }
    }

    /**
     * A run.
     *
     * @param joints J
     * @param frames f
     * @param width h
     */
    public CageRecipe(int joints, int frames, int width, Settings settings, Variant variant) {
        network = new CageNetwork(joints, frames, width, variant.pretexts, variant.embedding);
        this.settings = settings;
        this.variant = variant;
    }

    /** The published settings for a data set, in clean mode. */
    public static Settings settings(DataSet data, boolean contrastive) {
        Settings most = Settings.clean(128, 0.0005, 400, 0.0005).withHeadEpochs(300);
        return switch (data) {
            case KGBD -> contrastive
                    ? Settings.clean(128, 0.0005, 150, 0.0005).withHeadEpochs(200)
                    : most.withHeadEpochs(150);
            case KS20 -> most.withHeadEpochs(800);
            case IAS, BIWI -> most;
            case CASIA_B -> Settings.clean(128, 0.0005, 100, 0.005).withHeadEpochs(1000);
        };
    }

    @Override
    public String name() {
        return variant.contrastive ? "cage" : "age";
    }

    @Override
    public String variant() {
        return name()
                + (variant.pretexts.equals(List.of(Pretext.REVERSE))
                        ? ""
                        : variant.pretexts.stream().map(pretext -> "-" + pretext.id()).collect(Collectors.joining()))
                + (variant.centred ? "-centred" : "") + variant.embedding.suffix()
                + (variant.basicAttention ? "-basic" : "") + settings.suffix();
    }

    @Override
    public String description() {
        return variant.contrastive
                ? "Attention over sequences of each axis, learned without labels by giving them back and by contrast of"
                        + " neighbours (CAGE, Rao et al. 2021)."
                : "Attention over sequences of each axis, learned without labels by giving them back (AGE, Rao et al. 2020).";
    }

    @Override
    public void require(Partition partition) {
        Parts.require(partition, network, settings);
        if (variant.contrastive && (settings.batch() < 2 || !hasNeighbours(partition.train()))) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "no two sequences of one walk follow each other, so there is nothing to contrast: choose --batch 2 or more and fewer --frames, or train age");
        }
    }

    private boolean hasNeighbours(SequenceSet train) {
        int[] rows = IntStream.range(0, train.size()).toArray();
        int[] recordings = IntStream.of(rows).map(train::recording).toArray();
        return PretextStage.pairs(recordings, settings.faithful(), rows).length > 0;
    }

    @Override
    public Optional<Trained> train(Parts parts, Loop loop) {
        var weights = new Weights();
        for (Pretext pretext : variant.pretexts) {
            StageResult encoder = loop.run(new PretextStage(network, pretext, parts, settings, variant));
            if (encoder.cancelled()) {
                return Optional.empty();
            }
            weights.putAll(encoder.weights().only(this::isKept));
        }
        String how = variant.pretexts + ", without labels, " + settings.epochs() + " epochs";
        if (settings.headEpochs() == 0) {
            return Optional.of(trained(weights, 0, how, Map.of()));
        }
        RecognitionStage head = ReadOut.stage(network, weights.only(AxisNetwork::isEncoder), parts, settings,
                centre());
        StageResult recognising = loop.run(head);
        if (recognising.cancelled()) {
            return Optional.empty();
        }
        return Optional.of(trained(new Weights().putAll(weights).putAll(recognising.weights()), head.classes(), how,
                head.probes(recognising.weights())));
    }

    private boolean isKept(String parameter) {
        return AxisNetwork.isEncoder(parameter)
                || variant.embedding == Embedding.PROJECTED && AxisNetwork.isProjection(parameter);
    }

    private Trained trained(Weights weights, int classes, String how, Map<String, Double> figures) {
        return new Trained(weights, classes, network.embeddingWidth(), how,
                "nothing of it was learned from anybody's label", figures);
    }

    @Override
    public StateNetwork network() {
        return network;
    }

    @Override
    public int centre() {
        return variant.centre(settings);
    }

    /** Random numbers that depend on a seed and a purpose. */
    static SplittableRandom random(long seed, int purpose) {
        return Seeds.random(seed, purpose);
    }
}
