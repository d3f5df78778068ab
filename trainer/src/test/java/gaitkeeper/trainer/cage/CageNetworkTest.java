package gaitkeeper.trainer.cage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.trainer.cage.AxisNetwork.Decoded;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.loop.SyntheticParts;
import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.protocol.Classification;
import gaitkeeper.trainer.relation.Graphs;
import gaitkeeper.trainer.relation.Scripted;
import gaitkeeper.trainer.relation.StateGraph;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counts, the scripted run, the hand cases and the invariants of {@code cage.md} section 13. */
class CageNetworkTest {
    private static final Offset<Float> NEAR = offset(5e-6f);
    private static final AxisNetwork TINY = new AxisNetwork("a", 3, 3, 4, 4);
    private static final CageNetwork SMALL = new CageNetwork(20, 6, 4, List.of(Pretext.REVERSE), Embedding.MEAN);
    private static final Parts PARTS = SyntheticParts.parts(4, 8, 6);
    private static final int[] BACKWARDS = {2, 1, 0};

    @BeforeAll
    static void start() {
        Torch.start();
    }

    @ParameterizedTest
    @CsvSource({"20, 2081812, 283648", "25, 2093337, 288768", "14, 2067982, 277504"})
    void hasThePublishedSize(int joints, int core, int dead) {
        var axis = new AxisNetwork("a", joints, 6, 256, 256);

        assertThat(axis.initial(false, new SplittableRandom(1)).size()).isEqualTo(core);
        assertThat(axis.initial(true, new SplittableRandom(1)).size()).isEqualTo(core + 459264);
        assertThat(AxisNetwork.publishedDead(joints, 256)).isEqualTo(dead);
    }

    @Test
    void hasThePublishedSizesOfAllAxes() {
        var network = new CageNetwork(20, 6, 256, List.of(Pretext.REVERSE), Embedding.MEAN);
        Weights weights = network.initial(Pretext.REVERSE, true, new SplittableRandom(1));

        assertThat(weights.size() + 3 * AxisNetwork.publishedDead(20, 256)).isEqualTo(8474172);
        assertThat(network.initialHead(11, new SplittableRandom(1)).size()).isEqualTo(199691);
        assertThat(network.initialHead(164, new SplittableRandom(1)).size()).isEqualTo(239012);
        assertThat(network.width()).isEqualTo(768);
        assertThat(network.embeddingWidth()).isEqualTo(768);
    }

    /** The totals of {@code cage.md} section 10 over all axes; what is printed counts copies that nothing uses. */
    @ParameterizedTest
    @CsvSource({"20, false, 6245436, 7096380", "25, false, 6280011, 7146315", "20, true, 7623228, 8474172",
        "25, true, 7657803, 8524107"})
    void hasThePublishedSizeOverAllAxes(int joints, boolean contrastive, int size, int withDead) {
        var network = new CageNetwork(joints, 6, 256, List.of(Pretext.REVERSE), Embedding.MEAN);
        int here = network.initial(Pretext.REVERSE, contrastive, new SplittableRandom(1)).size();

        assertThat(here).isEqualTo(size);
        assertThat(here + 3 * AxisNetwork.publishedDead(joints, 256)).isEqualTo(withDead);
    }

    @ParameterizedTest
    @CsvSource({"28, 204060", "20, 202004", "124, 228732"})
    void hasThePublishedHead(int classes, int size) {
        var network = new CageNetwork(20, 6, 256, List.of(Pretext.REVERSE), Embedding.MEAN);

        assertThat(network.initialHead(classes, new SplittableRandom(1)).size()).isEqualTo(size);
        assertThat(new CageNetwork(20, 6, 256, List.of(Pretext.values()), Embedding.MEAN).embeddingWidth())
                .isEqualTo(2304);
    }

    /** Within a recording the next sequence; across recordings only as the published code has it; never one further on. */
    @Test
    void contrastsNeighboursOfOneRecording() {
        int[] recordings = {0, 0, 0, 1, 1};

        assertThat(PretextStage.pairs(recordings, false, 0, 1, 2, 3, 4)).containsExactly(0, 1, 3);
        assertThat(PretextStage.pairs(recordings, true, 0, 1, 2, 3, 4)).containsExactly(0, 1, 2, 3);
        assertThat(PretextStage.pairs(recordings, true, 4, 2, 3, 0)).containsExactly(1);
    }

    @Test
    void attentionIsAMean() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            float[] attention = Torch.numbers(TINY.decoded(ops, input()).attention());

            for (int row = 0; row < attention.length / 3; row++) {
                assertThat(attention[3 * row] + attention[3 * row + 1] + attention[3 * row + 2]).isCloseTo(1, NEAR);
            }
        }
    }

    @Test
    void sequencesOfABatchDoNotMeetButInTheContrast() {
        float[] values = waves();
        float[] turned = new float[27];
        for (int at = 0; at < 27; at++) {
            turned[at] = values[(at + 9) % 27];
        }
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            Tensor before = TINY.decoded(ops, input()).contexts();
            Tensor after = TINY.decoded(ops, Torch.tensor(turned, 3, 3, 3)).contexts();
            int sequence = 3 * 4;

            assertThat(part(after, 0, 2 * sequence)).containsExactly(part(before, sequence, 2 * sequence), NEAR);
            assertThat(part(after, 2 * sequence, sequence)).containsExactly(part(before, 0, sequence), NEAR);
            assertThat(CageLoss.contrast(ops, TINY.projected(ops, after), 0.1, 0, 1).item_float()).isNotCloseTo(
                    CageLoss.contrast(ops, TINY.projected(ops, before), 0.1, 0, 1).item_float(), offset(1e-6f));
        }
    }

    /** As published features tell where in the room somebody walks; made relative to a joint they do not. */
    @Test
    void seesPlacesUnlessCentred() {
        var network = new CageNetwork(20, 6, 16, List.of(Pretext.REVERSE), Embedding.MEAN);
        float[] here = Scripted.joints(2, 6, 20);
        float[] there = here.clone();
        for (int at = 0; at < there.length; at += 3) {
            there[at] += 2;
        }
        try (PointerScope _ = new PointerScope();
                var ops = new TorchOps(network.initial(Pretext.REVERSE, false, new SplittableRandom(1)))) {
            float[] raw = features(network, ops, StateGraph.UNCENTRED, here);
            float[] centred = features(network, ops, 0, here);

            assertThat(features(network, ops, StateGraph.UNCENTRED, there)[0]).isNotCloseTo(raw[0], NEAR);
            assertThat(features(network, ops, 0, there)).containsExactly(centred, NEAR);
        }
    }

    private static float[] features(CageNetwork network, TorchOps ops, int centre, float... joints) {
        return Torch.numbers(network.states(ops, Graphs.centred(ops, Torch.tensor(joints, 2, 6, 20, 3), centre)));
    }

    /** x before y before z, and within an axis pretext after pretext. */
    @Test
    void putsAxesSideBySide() {
        var network = new CageNetwork(20, 6, 4, List.of(Pretext.REVERSE, Pretext.SORT), Embedding.MEAN);
        var weights = new Weights();
        for (Pretext pretext : List.of(Pretext.REVERSE, Pretext.SORT)) {
            weights.putAll(network.initial(pretext, false, new SplittableRandom(pretext.ordinal())));
        }
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(weights)) {
            Tensor joints = Torch.tensor(Scripted.joints(1, 6, 20), 1, 6, 20, 3);
            float[] states = Torch.numbers(network.states(ops, joints));

            for (int axis = 0; axis < 3; axis++) {
                for (int which = 0; which < 2; which++) {
                    Pretext pretext = which == 0 ? Pretext.REVERSE : Pretext.SORT;
                    Tensor alone = network.axis(pretext, axis).decoded(ops, ops.at(joints, 3, axis)).contexts();
                    int from = (2 * axis + which) * 4;
                    assertThat(Arrays.copyOfRange(states, from, from + 4)).as(axis + " " + pretext)
                            .containsExactly(part(alone, 0, 4), NEAR);
                }
            }
        }
    }

    @Test
    void hasAWiderHeadForAllFramesTogether() {
        var network = new CageNetwork(20, 6, 256, List.of(Pretext.REVERSE), Embedding.WHOLE);

        assertThat(network.embeddingWidth()).isEqualTo(4608);
        assertThat(network.initialHead(11, new SplittableRandom(1)).size())
                .isEqualTo(4608 * 256 + 256 + 256 * 11 + 11);
        assertThat(new CageNetwork(20, 6, 256, List.of(Pretext.values()), Embedding.WHOLE).embeddingWidth())
                .isEqualTo(13824);
    }

    @Test
    void attendsAndGivesAsScripted() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            Tensor encoded = TINY.encoded(ops, input());
            Decoded<Tensor> decoded = TINY.decoded(ops, input());

            assertThat(scripted().values()).isEqualTo(743);
            assertThat(part(encoded, 8, 4)).containsExactly(new float[]{0.101426f, 0.198367f, 0.249955f, 0.229310f},
                    NEAR);
            assertThat(part(decoded.attention(), 0, 9)).containsExactly(new float[]{0.327049f, 0.333881f, 0.339069f,
                0.326311f, 0.333860f, 0.339829f, 0.325920f, 0.333854f, 0.340227f}, NEAR);
            assertThat(part(decoded.contexts(), 0, 4))
                    .containsExactly(new float[]{0.094926f, 0.169295f, 0.210997f, 0.169395f}, NEAR);
            assertThat(part(decoded.contexts(), 8, 4))
                    .containsExactly(new float[]{0.094951f, 0.169374f, 0.211101f, 0.169543f}, NEAR);
            assertThat(part(TINY.given(ops, decoded), 0, 6))
                    .containsExactly(new float[]{0.724476f, 0.385734f, -0.134425f,
                        0.710350f, 0.381440f, -0.126867f}, NEAR);
        }
    }

    @Test
    void losesAsScripted() {
        Weights weights = scripted().weights();
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(weights)) {
            Decoded<Tensor> decoded = TINY.decoded(ops, input());
            Tensor projected = TINY.projected(ops, decoded.contexts());

            assertThat(part(projected, 0, 4)).containsExactly(new float[]{0.771117f, 0.919161f, 0.634909f, 0.052049f},
                    NEAR);
            assertThat(CageLoss.reconstruction(ops, TINY.given(ops, decoded), ops.pick(input(), 1, BACKWARDS))
                    .item_float())
                    .isCloseTo(5.836303f, NEAR);
            assertThat(CageLoss.locality(ops, decoded.attention(), 3).item_float()).isCloseTo(0.142251f, NEAR);
            assertThat(CageLoss.contrast(ops, projected, 0.1, 0, 1).item_float()).isCloseTo(1.098603f, NEAR);
        }
        double squares = weights.names().stream().mapToDouble(name -> squares(weights.numbers(name))).sum();
        assertThat(0.02 / 2 * squares).isCloseTo(2.375345, offset(1e-5));
    }

    private static double squares(float... numbers) {
        double sum = 0;
        for (float number : numbers) {
            sum += number * number;
        }
        return sum;
    }

    @Test
    void putsAxesBeforeFramesInAnEmbedding() {
        var network = new CageNetwork(20, 2, 2, List.of(Pretext.REVERSE), Embedding.WHOLE);
        float[] states = {1, 1, 11, 11, 21, 21, 2, 2, 12, 12, 22, 22};
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(new Weights())) {
            assertThat(Torch.numbers(network.embedding(ops, Torch.tensor(states, 1, 2, 6))))
                    .containsExactly(1, 1, 2, 2, 11, 11, 12, 12, 21, 21, 22, 22);
        }
    }

    /** Axis after axis, each axis by its own perceptron over all its frames. */
    @Test
    void projectsEachAxisAsItWasContrasted() {
        var network = new CageNetwork(20, 2, 2, List.of(Pretext.REVERSE), Embedding.PROJECTED);
        Tensor states = Torch.tensor(new float[]{1, 1, 11, 11, 21, 21, 2, 2, 12, 12, 22, 22}, 1, 2, 6);
        try (PointerScope _ = new PointerScope();
                var ops = new TorchOps(network.initial(Pretext.REVERSE, true, new SplittableRandom(1)))) {
            float[] ofY = Torch.numbers(network.axis(Pretext.REVERSE, 1).projected(ops,
                    Torch.tensor(new float[]{11, 11, 12, 12}, 1, 2, 2)));

            float[] all = Torch.numbers(network.embedding(ops, states));

            assertThat(all).hasSize(network.embeddingWidth()).hasSize(3 * 256);
            assertThat(Arrays.copyOfRange(all, 256, 512)).containsExactly(ofY, offset(1e-4f));
        }
    }

    @ParameterizedTest
    @CsvSource({"MEAN, 2", "WHOLE, 1", "PROJECTED, 2"})
    void scoresASequenceByTheMeanOfItsSamples(Embedding embedding, int samples) {
        var network = new CageNetwork(20, 2, 2, List.of(Pretext.REVERSE), embedding);
        Tensor states = Torch.tensor(new float[]{1, 1, 11, 11, 21, 21, 2, 2, 12, 12, 22, 22}, 1, 2, 6);
        try (PointerScope _ = new PointerScope();
                var ops = new TorchOps(network.initialHead(3, new SplittableRandom(1)))) {
            Tensor seen = network.samples(ops, states);
            float[] each = Torch.numbers(network.sampleLogits(ops, seen, 3));
            float[] mean = new float[3];
            for (int at = 0; at < each.length; at++) {
                mean[at % 3] += each[at] / samples;
            }

            assertThat(seen.sizes().vec().get()).containsExactly(1, samples, network.sampleWidth());
            assertThat(each).hasSize(3 * samples);
            assertThat(Torch.numbers(network.logits(ops, states, 3))).containsExactly(mean, offset(1e-4f));
        }
    }

    /** The vote of section 13.2: two of three frames are for the second class, but the mean of all is for the first. */
    @Test
    void averagesScoresOfFramesBeforeItDecides() {
        var network = new CageNetwork(20, 3, 1, List.of(Pretext.REVERSE), Embedding.MEAN);
        Weights head = network.initialHead(2, new SplittableRandom(1));
        head.names().forEach(name -> Arrays.fill(head.numbers(name), 0));
        for (int at = 0; at < 2; at++) {
            // It hands on the first two numbers of a state, by way of two of 256 hidden units.
            head.numbers("recognise.1.weight")[at * 256 + at] = 1;
            head.numbers("recognise.2.weight")[at * 2 + at] = 1;
        }
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(head)) {
            Tensor states = Torch.tensor(new float[]{3, 0, 0, 0, 2, 0, 0, 0.5f, 0}, 1, 3, 3);
            float[] ofFrames = Torch.numbers(network.sampleLogits(ops, network.samples(ops, states), 2));
            float[] mean = Torch.numbers(network.logits(ops, states, 2));

            assertThat(ofFrames).containsExactly(3, 0, 0, 2, 0, 0.5f);
            assertThat(mean).containsExactly(new float[]{1, 0.8333f}, offset(1e-4f));
            assertThat(Classification.evaluate(mean, 2, new int[]{0}).rank().getFirst()).isEqualTo(1);
        }
    }

    /** Attention that is left to itself has the same parameters, and all that its loss lacks is what draws it. */
    @Test
    void basicAttentionLacksOneTermAndNoParameter() {
        PretextStage local = stage(false);
        PretextStage basic = stage(true);
        Weights weights = local.initial();
        Weights others = basic.initial();
        assertThat(others.names()).containsExactlyElementsOf(weights.names());
        weights.names().forEach(name -> assertThat(others.shape(name)).as(name).containsExactly(weights.shape(name)));
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(weights)) {
            Tensor joints = PARTS.train().tensor(0, 1);
            for (int axis = 0; axis < 3; axis++) {
                Tensor attention = SMALL.axis(Pretext.REVERSE, axis).decoded(ops, ops.at(joints, 3, axis)).attention();
                float lacking = local.pieces(0, 0, 1).get(axis).losses(ops).getFirst().item_float()
                        - basic.pieces(0, 0, 1).get(axis).losses(ops).getFirst().item_float();

                assertThat(lacking).as("axis " + axis).isPositive()
                        .isCloseTo(CageLoss.locality(ops, attention, 6).item_float(), offset(1e-3f));
            }
        }
    }

    /** Section 8, for every parameter, biases among them; what comes of it is worked out in {@code AdamTest}. */
    @Test
    void decaysAndCutsAllGradientsAsPublished() {
        PretextStage stage = stage(false);

        assertThat(stage.schedule().penalty()).isEqualTo(new Adam.Penalty(0.02, 5));
        assertThat(stage.optimisers()).hasSize(1);
        assertThat(stage.initial().names()).allMatch(stage.optimisers().getFirst());
    }

    private static PretextStage stage(boolean basicAttention) {
        return new PretextStage(SMALL, Pretext.REVERSE, PARTS, new Settings(false, 32, 0.0005, 1, 0.0005, 0, 1, 0, 1),
                new CageRecipe.Variant(true, 0.1, List.of(Pretext.REVERSE), false, Embedding.MEAN, basicAttention));
    }

    @Test
    void neverLearnsFromTheDecodersFrames() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            Decoded<Tensor> decoded = TINY.decoded(ops, input());
            CageLoss.reconstruction(ops, TINY.given(ops, decoded), input())
                    .add(CageLoss.locality(ops, decoded.attention(), 3))
                    .add(CageLoss.contrast(ops, TINY.projected(ops, decoded.contexts()), 0.1, 0, 1)).backward();
            float[] gradient = Torch.numbers(ops.parameter("a.decode.1.kernel").grad());

            assertThat(Arrays.copyOf(gradient, 3 * 16)).containsOnly(0);
            assertThat(squares(gradient)).isPositive();
        }
    }

    @Test
    void attendsToAllFramesButEncodesOnlyThePast() {
        float[] values = waves();
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            Tensor before = TINY.encoded(ops, input());
            Tensor attended = TINY.decoded(ops, input()).contexts();
            values[2 * 3] += 1;
            Tensor changed = Torch.tensor(values, 3, 3, 3);

            assertThat(part(TINY.encoded(ops, changed), 0, 8)).containsExactly(part(before, 0, 8), NEAR);
            assertThat(part(TINY.decoded(ops, changed).contexts(), 0, 1)[0]).isNotCloseTo(part(attended, 0, 1)[0],
                    NEAR);
        }
    }

    private static float[] part(Tensor tensor, int from, int count) {
        return Arrays.copyOfRange(Torch.numbers(tensor), from, from + count);
    }

    private static Tensor input() {
        return Torch.tensor(waves(), 3, 3, 3);
    }

    private static float[] waves() {
        float[] values = new float[27];
        for (int at = 0; at < 27; at++) {
            values[at] = (float) Math.sin(0.3 * (at / 9 + 1) + 0.5 * (at / 3 % 3) + 0.11 * (at % 3));
        }
        return values;
    }

    private static Scripted scripted() {
        return new Scripted().memory("a.encode", 3, 4, 2).put("a.key", 4, 4).put("a.decode.1.kernel", 11, 16)
                .put("a.decode.1.bias", 16).put("a.decode.2.kernel", 8, 16).put("a.decode.2.bias", 16)
                .put("a.attend", 8, 4).put("a.give.weight", 4, 3).put("a.give.bias", 3)
                .perceptron("a.contrast", 12, 4, 4);
    }
}
