package gaitkeeper.trainer.mgscr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.loop.SyntheticParts;
import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.SubSequences;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.Scripted;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counts, the scripted run and the invariants of {@code mg-scr.md} sections 5 and 7. */
class MgScrNetworkTest {
    private static final Offset<Float> NEAR = offset(5e-6f);
    private static final Offset<Float> CLOSE = offset(2e-4f);

    @BeforeAll
    static void start() {
        Torch.start();
    }

    @ParameterizedTest
    @CsvSource({"25, 6, 128, 20, 347759", "20, 6, 128, 11, 324183", "20, 6, 128, 164, 343920", "20, 6, 128, 28, 326376",
        "14, 20, 256, 124, 1079862"})
    void hasThePublishedSize(int joints, int frames, int width, int classes, int all) {
        var network = new MgScrNetwork(MgScrNetwork.Sizes.published(joints, frames, width));
        Weights weights = network.initial(new SplittableRandom(1))
                .putAll(network.initialHead(classes, new SplittableRandom(2)));

        assertThat(weights.size() + MgScrNetwork.PUBLISHED_DEAD).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource({"20, 160", "25, 200", "14, 112"})
    void remembersAllJoints(int joints, int numbers) {
        Weights weights = new MgScrNetwork(MgScrNetwork.Sizes.published(joints, 6, 16))
                .initial(new SplittableRandom(1));

        assertThat(weights.shape("memory.1.kernel")).containsExactly(numbers + 16, 4 * 16);
    }

    @Test
    void fillsTheScriptedTensorsAndNoOther() {
        assertThat(scripted().tensors()).isEqualTo(57);
        assertThat(scripted().values()).isEqualTo(2066);
    }

    @Test
    void fusesAsScripted() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            float[] fused = Torch.numbers(network(0.3f).fused(ops, joints()));

            assertThat(Arrays.copyOfRange(fused, 0, 4))
                    .containsExactly(new float[]{-0.112601f, -0.673059f, -0.822778f, -0.474287f}, NEAR);
            assertThat(Arrays.copyOfRange(fused, 13 * 4, 14 * 4))
                    .containsExactly(new float[]{-0.035788f, -0.707048f, -0.913642f, -0.559058f}, NEAR);
        }
    }

    @Test
    void remembersAndRecognisesAsScripted() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            Tensor states = network(0.3f).states(ops, joints());
            float[] numbers = Torch.numbers(states);

            assertThat(Arrays.copyOfRange(numbers, 10, 20))
                    .containsExactly(new float[]{-0.146939f, -0.232681f, -0.248266f,
                        -0.121025f, 0.105310f, -0.165163f, -0.261290f, -0.287939f, -0.164002f, 0.105412f}, NEAR);
            assertThat(Torch.numbers(network(0.3f).logits(ops, states, 3))).containsExactly(new float[]{-2.019992f,
                -3.363801f, -3.125563f, -2.021044f, -3.364703f, -3.125889f}, NEAR);
        }
    }

    @Test
    void predictsAsScripted() {
        int[][] picks = {{1}, {0, 2}, {0, 1, 2}};
        float[] expected = {38.579114f, 75.624081f, 115.498077f};
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            for (int i = 0; i < picks.length; i++) {
                Tensor one = MgScrLoss.prediction(ops, network(0.3f), SubSequences.of(List.of(picks[i])), joints());
                assertThat(one.item_float()).isCloseTo(expected[i], CLOSE);
            }
            Tensor all = MgScrLoss.prediction(ops, network(0.3f), SubSequences.of(List.of(picks)), joints());
            assertThat(all.item_float()).isCloseTo(76.567091f, CLOSE);
        }
    }

    @Test
    void losesHalfTheSquaresOfWhatItMisses() {
        var some = SubSequences.of(List.of(new int[]{1}, new int[]{0, 2}, new int[]{0, 1, 2}));
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(new Weights())) {
            Tensor nothing = ops.constant(new float[some.nodes() * 2 * 42], some.nodes(), 2, 42);

            assertThat(MgScrLoss.squares(ops, nothing, nothing.add(Torch.number(1)), some).item_float()).isCloseTo(84,
                    NEAR);
        }
    }

    @Test
    void givesEverySequenceTheFramesPickedAndThoseAfter() {
        var some = SubSequences.of(List.of(new int[]{0, 2}));
        float[] numbers = new float[4 * 6 * 14 * 3];
        for (int at = 0; at < numbers.length; at++) {
            numbers[at] = at / 42 % 6;
        }
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(new Weights())) {
            Tensor following = MgScrLoss.following(ops, Torch.tensor(numbers, 4, 6, 14, 3), some);

            assertThat(some.frames()).containsExactly(0, 2);
            assertThat(Torch.numbers(ops.at(following, 2, 0))).containsExactly(1, 1, 1, 1, 3, 3, 3, 3);
        }
    }

    /** The case of the specification: the first two sequences see frame 0 twice, the others frame 2. */
    @Test
    void tilesFramesAsThePublishedCode() {
        TiledFrames tiled = TiledFrames.of(4, 0, 2);
        float[] numbers = new float[4 * 3];
        for (int at = 0; at < numbers.length; at++) {
            numbers[at] = at;
        }
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(new Weights())) {
            Tensor given = tiled.of(ops, Torch.tensor(numbers, 4, 3, 1), 3, 1);

            assertThat(tiled.frames()).containsExactly(0, 0, 0, 0, 2, 2, 2, 2);
            assertThat(tiled.later(1).frames()).containsExactly(1, 1, 1, 1, 3, 3, 3, 3);
            assertThat(Torch.numbers(given)).containsExactly(0, 0, 3, 3, 8, 8, 11, 11);
        }
    }

    /** Each length of the read-out is tiled by itself: the last of four sequences sees other frames in each. */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, '1,1'", "3, '2,2,2'", "4, '3,3,3,3'", "5, '3,4,4,4,4'"})
    void tilesEachLengthByItself(int length, String expected) {
        int[] frames = TiledFrames.of(4, IntStream.range(0, length).toArray()).frames();

        assertThat(Arrays.stream(Arrays.copyOfRange(frames, 3 * length, 4 * length)).mapToObj(String::valueOf)
                .collect(Collectors.joining(","))).isEqualTo(expected);
    }

    /** What a state of the read-out remembers is the tiled frames of its own length. */
    @Test
    void takesTheLastStateOfEachLength() {
        float[] values = Scripted.joints(2, 4, 14);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            var network = network(0.3f);
            Tensor both = Torch.tensor(values, 2, 4, 14, 3);
            float[] second = Arrays.copyOfRange(values, 4 * 42, 8 * 42);
            // Of two sequences the second sees frame 0; 1 and 1; 1, 2 and 2.
            float[] repeated = new float[4 * 42];
            int[] seen = {1, 2, 2, 0};
            for (int at = 0; at < seen.length; at++) {
                System.arraycopy(second, seen[at] * 42, repeated, at * 42, 42);
            }

            float[] states = Torch.numbers(network.tiledStates(ops, both, 2));
            float[] expected = Torch.numbers(network.states(ops, Torch.tensor(repeated, 1, 4, 14, 3)));

            assertThat(Arrays.copyOfRange(states, 5 * 5, 6 * 5)).containsExactly(Arrays.copyOfRange(expected, 10, 15),
                    NEAR);
        }
    }

    /** What a sequence is given depends on its whole batch, so a step must not be divided. */
    @ParameterizedTest
    @CsvSource({"false, 2", "true, 1"})
    void stepsOverWholeBatchesWhereTheyMatter(boolean tiled, int pieces) {
        Parts parts = SyntheticParts.parts(4, 32, 6);
        var settings = new Settings(true, 32, 0.01, 1, 0.01, 1, 1, 0, 1);
        var network = new MgScrNetwork(new MgScrNetwork.Sizes(20, 6, 2, 4, 8, 0.3f, false));
        var prediction = new Prediction(network, parts, settings, tiled);
        var tuning = FineTuning.stage(network, prediction.initial(), parts, settings, tiled);

        assertThat(prediction.pieces(0, 0, 1, 2, 3)).hasSize(pieces);
        assertThat(tuning.pieces(0, 0, 1, 2, 3)).hasSize(pieces);
        assertThat(tuning.identity().contains("tiled")).isEqualTo(tiled);
    }

    /** A batch of one has no other sequence to give frames to. */
    @Test
    void tilesNothingInABatchOfOne() {
        List<int[]> picks = List.of(new int[]{1}, new int[]{0, 2}, new int[]{0, 1, 2});
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            var network = network(0.3f);
            Tensor one = Torch.tensor(Scripted.joints(1, 4, 14), 1, 4, 14, 3);
            float[] states = Torch.numbers(network.states(ops, one));

            assertThat(MgScrLoss.tiledPrediction(ops, network, picks, one).item_float())
                    .isCloseTo(MgScrLoss.prediction(ops, network, SubSequences.of(picks), one).item_float(), CLOSE);
            assertThat(Torch.numbers(network.tiledStates(ops, one, 1)))
                    .containsExactly(Arrays.copyOf(states, 15), NEAR);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 42", "2, 84", "3, 126"})
    void losesHalfTheSquaresOfEachLength(int length, float expected) {
        var some = SubSequences.of(List.of(IntStream.range(0, length).toArray()));
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(new Weights())) {
            Tensor nothing = ops.constant(new float[some.nodes() * 2 * 42], some.nodes(), 2, 42);

            assertThat(MgScrLoss.squares(ops, nothing, nothing.add(Torch.number(1)), some).item_float())
                    .isCloseTo(expected, NEAR);
        }
    }

    /** The rows of {@code mg-scr.md} section 2: the part and the body part of each joint. */
    @ParameterizedTest
    @CsvSource({"20, '4 4 5 5 6 6 7 7 8 8 9 9 0 0 1 1 2 2 3 3', '2 2 2 2 3 3 3 3 4 4 4 4 0 0 0 0 1 1 1 1'",
        "25, '4 4 5 5 6 6 7 7 8 8 9 9 0 0 1 1 2 2 3 3 5 7 7 9 9', '2 2 2 2 3 3 3 3 4 4 4 4 0 0 0 0 1 1 1 1 2 3 3 4 4'",
        "14, '5 4 8 9 9 6 7 7 2 3 3 0 1 1', '2 2 4 4 4 3 3 3 1 1 1 0 0 0'"})
    void copiesFromThePublishedNodes(int joints, String parts, String bodies) {
        var network = new MgScrNetwork(MgScrNetwork.Sizes.published(joints, 6, 8));
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(new Weights())) {
            Tensor ofParts = network.copiedBack(ops, Torch.tensor(upTo(10), 1, 10, 1),
                    Torch.tensor(new float[5], 1, 5, 1));
            Tensor ofBodies = network.copiedBack(ops, Torch.tensor(new float[10], 1, 10, 1),
                    Torch.tensor(upTo(5), 1, 5, 1));

            assertThat(Torch.numbers(ofParts)).containsExactly(numbers(parts));
            assertThat(Torch.numbers(ofBodies)).containsExactly(numbers(bodies));
        }
    }

    private static float[] upTo(int end) {
        float[] numbers = new float[end];
        for (int i = 0; i < end; i++) {
            numbers[i] = i;
        }
        return numbers;
    }

    private static float[] numbers(String text) {
        String[] words = text.split(" ");
        float[] numbers = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            numbers[i] = Float.parseFloat(words[i]);
        }
        return numbers;
    }

    @Test
    void ignoresPartsAndBodiesWithoutLambda() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            network(0).states(ops, joints()).sum().backward();

            ops.parameters().forEach((name, parameter) -> {
                if (name.startsWith("exchange.") || name.startsWith("structure.part")
                        || name.startsWith("structure.body")) {
                    assertThat(parameter.grad().abs().sum().item_float()).as(name).isZero();
                }
            });
        }
    }

    @Test
    void isTheJointsFeaturesWithoutLambda() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            float[] without = Torch.numbers(network(0).fused(ops, joints()));
            Weights alone = scripted().weights();
            alone.names().stream().filter(name -> name.startsWith("exchange.") || name.startsWith("structure.part")
                    || name.startsWith("structure.body")).forEach(name -> Arrays.fill(alone.numbers(name), 0));
            try (var zeroed = new TorchOps(alone)) {
                assertThat(Torch.numbers(network(0.3f).fused(zeroed, joints()))).containsExactly(without, NEAR);
            }
        }
    }

    @Test
    void leavesTheLastFrameToTheStates() {
        float[] values = Scripted.joints(2, 4, 14);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            var network = network(0.3f);
            Tensor before = network.states(ops, joints());
            values[3 * 42 + 20] += 1;
            Tensor after = network.states(ops, Torch.tensor(values, 2, 4, 14, 3));

            assertThat(Torch.numbers(network.embedding(ops, after)))
                    .containsExactly(Torch.numbers(network.embedding(ops, before)), NEAR);
            assertThat(Torch.numbers(network.logits(ops, after, 3)))
                    .containsExactly(Torch.numbers(network.logits(ops, before, 3)), NEAR);
            assertThat(Torch.numbers(after)[15]).isNotCloseTo(Torch.numbers(before)[15], NEAR);
        }
    }

    @Test
    void decaysEveryParameter() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            MgScrLoss.decay(ops.parameters(), 0.0005).backward();

            for (Map.Entry<String, Tensor> entry : ops.parameters().entrySet()) {
                assertThat(Torch.numbers(entry.getValue().grad())).as(entry.getKey())
                        .containsExactly(Torch.numbers(entry.getValue().mul(Torch.number(0.0005))), NEAR);
            }
        }
    }

    /**
     * One person alone is certain, so data give no gradient. The decay of 0.5 is 0.00025, of biases and of the predictor
     * too, and Adam's first step leads to 0.5 - 0.01 / (1 + 1e-8 / (0.00025 sqrt(0.001))) = 0.490013.
     */
    @Test
    void movesEveryParameterWithNothingToLearn() {
        Parts parts = SyntheticParts.parts(1, 32, 6);
        var settings = new Settings(false, 32, 0.01, 1, 0.01, 1, 1, 0, 1);
        var network = new MgScrNetwork(new MgScrNetwork.Sizes(20, 6, 2, 4, 8, 0.3f, false));
        var tuning = FineTuning.stage(network, network.initial(new SplittableRandom(1)), parts, settings, false);
        Weights weights = tuning.initial();
        weights.names().forEach(name -> Arrays.fill(weights.numbers(name), 0.5f));
        try (PointerScope _ = new PointerScope();
                var ops = new TorchOps(weights);
                var adam = new Adam(ops.parameters(), tuning.schedule().rate(), tuning.schedule().penalty())) {
            tuning.pieces(0, 0, 1, 2).forEach(piece -> piece.losses(ops).getFirst().backward());
            try (var _ = new NoGradGuard()) {
                adam.step();
            }

            Weights moved = ops.weights();
            assertThat(moved.names()).contains("structure.body.bias", "memory.2.bias", "predict.2.bias",
                    "recognise.2.bias").allMatch(tuning.optimisers().getFirst());
            moved.names().forEach(name -> assertThat(moved.numbers(name)).as(name)
                    .usingComparatorWithPrecision(5e-6f).containsOnly(0.490013f));
        }
    }

    private static Tensor joints() {
        return Torch.tensor(Scripted.joints(2, 4, 14), 2, 4, 14, 3);
    }

    private static MgScrNetwork network(float lambda) {
        return new MgScrNetwork(new MgScrNetwork.Sizes(14, 4, 2, 4, 5, lambda, false));
    }

    private static Scripted scripted() {
        var scripted = new Scripted();
        List.of("joint", "part", "body").forEach(scale -> scripted.structural(scale, 2, 4));
        scripted.put("exchange.part.joint", 4, 4).put("exchange.body.part", 4, 4).put("dead", 4, 4);
        return scripted.memory("memory", 56, 5, 2).perceptron("predict", 5, 5, 42).perceptron("recognise", 5, 5, 3);
    }
}
