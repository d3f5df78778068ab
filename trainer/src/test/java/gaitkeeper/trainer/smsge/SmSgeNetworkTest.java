package gaitkeeper.trainer.smsge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.graph.Scale;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.loop.SyntheticParts;
import gaitkeeper.trainer.nn.SubSequences;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.Graphs;
import gaitkeeper.trainer.relation.Scripted;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The counts, the scripted run and the invariants of {@code sm-sge.md} section 15. */
class SmSgeNetworkTest {
    private static final Offset<Float> NEAR = offset(5e-6f);
    private static final int WIDTH = 5;

    @BeforeAll
    static void start() {
        Torch.start();
    }

    @ParameterizedTest
    @CsvSource({"25, 6, 256, 20, 5729619, 3886720", "20, 6, 256, 11, 5582094, 3763840",
        "20, 6, 128, 164, 1659175, 1097344",
        "14, 20, 256, 124, 5531959, 3616384"})
    void hasThePublishedSize(int joints, int frames, int width, int classes, int all, int encoder) {
        var network = new SmSgeNetwork(SmSgeNetwork.Sizes.published(joints, frames, width));
        Weights weights = network.initial(new SplittableRandom(1));
        int learned = SmSgeNetwork.encoder(weights).size();
        weights.putAll(network.initialHead(classes, new SplittableRandom(2)));

        assertThat(weights.size() + SmSgeNetwork.PUBLISHED_DEAD).isEqualTo(all);
        assertThat(learned + SmSgeNetwork.PUBLISHED_DEAD).isEqualTo(encoder);
        assertThat(weights.only(name -> name.startsWith("structure.body.")).size()).isEqualTo(752);
    }

    /** Section 15.1: eight features of each node go into the memory of their scale. */
    @ParameterizedTest
    @CsvSource({"20, 312, 160, 80, 40", "25, 392, 200, 80, 40", "14, 216, 112, 80, 40"})
    void remembersAllNodesOfAScale(int joints, int ofHyperJoints, int ofJoints, int ofParts, int ofBodies) {
        Weights weights = new SmSgeNetwork(SmSgeNetwork.Sizes.published(joints, 6, 16))
                .initial(new SplittableRandom(1));

        assertThat(weights.shape("memory.hyper_joint.1.kernel")).containsExactly(ofHyperJoints + 16, 4 * 16);
        assertThat(weights.shape("memory.joint.1.kernel")).containsExactly(ofJoints + 16, 4 * 16);
        assertThat(weights.shape("memory.part.1.kernel")).containsExactly(ofParts + 16, 4 * 16);
        assertThat(weights.shape("memory.body.1.kernel")).containsExactly(ofBodies + 16, 4 * 16);
    }

    @Test
    void fillsTheScriptedTensorsAndNoOther() {
        var scripted = scripted();

        assertThat(scripted.tensors()).isEqualTo(127);
        assertThat(scripted.values()).isEqualTo(8993);
    }

    @Test
    void relatesNodesAsScripted() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            Tensor joints = joints();
            Map<Scale, Tensor> related = network(1).related(ops, network(1).nodes(ops, joints));

            assertThat(row(joints, 1)).containsExactly(new float[]{0.103089f, 0.034146f, -0.060638f}, NEAR);
            assertThat(row(network(1).nodes(ops, joints).get(Scale.PART), 1))
                    .as("the specification calls it node 0; joints 12 and 13 are node 1")
                    .containsExactly(new float[]{0.697552f, -0.396090f, -1.189979f}, NEAR);
            assertThat(row(network(0).related(ops, network(0).nodes(ops, joints)).get(Scale.BODY), 0))
                    .containsExactly(new float[]{0.207173f, -0.101298f, -0.364998f, -0.418677f}, NEAR);
            assertThat(row(related.get(Scale.BODY), 0))
                    .containsExactly(new float[]{0.080273f, -0.322588f, -0.576602f, -0.521075f}, NEAR);
            assertThat(row(related.get(Scale.JOINT), 0))
                    .containsExactly(new float[]{-0.178153f, -0.530819f, -0.544071f, -0.220137f}, NEAR);
            assertThat(row(related.get(Scale.PART), 0))
                    .containsExactly(new float[]{0.069904f, -0.442955f, -0.728331f, -0.602263f}, NEAR);
            assertThat(row(related.get(Scale.HYPER_JOINT), 14))
                    .containsExactly(new float[]{0.014382f, -0.182402f, -0.275347f, -0.232271f}, NEAR);
        }
    }

    @Test
    void remembersAsScripted() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            Tensor states = network(1).states(ops, joints());
            float[] last = Arrays.copyOfRange(Torch.numbers(states), 2 * 4 * WIDTH, 3 * 4 * WIDTH);
            float[] without = Torch.numbers(network(0).embedding(ops, network(0).states(ops, joints())));

            assertThat(last).containsExactly(new float[]{-0.125798f, -0.226754f, -0.294097f, -0.260314f, 0.071874f,
                0.295556f, 0.277721f, 0.212490f, 0.138693f, -0.056687f, -0.142938f, 0.002125f, 0.118531f, 0.150008f,
                0.124788f, -0.260340f, -0.308616f, -0.208260f, 0.135003f, 0.265649f}, NEAR);
            assertThat(Arrays.copyOf(Torch.numbers(network(1).embedding(ops, states)), 4))
                    .containsExactly(new float[]{-0.092456f, -0.174298f, -0.220402f, -0.173219f}, NEAR);
            assertThat(Arrays.copyOf(without, 4))
                    .containsExactly(new float[]{-0.141347f, -0.204220f, -0.259525f, -0.145841f}, NEAR);
        }
    }

    @Test
    void recognisesAsScripted() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            var network = network(1);
            Tensor logits = network.logits(ops, network.states(ops, joints()), 3);
            Tensor trailing = network.logits(ops, network.statesAndTrailing(ops, joints()), 3);

            assertThat(Torch.numbers(logits)).containsExactly(
                    new float[]{1.788111f, 2.528825f, 2.080193f, 1.792204f, 2.525547f, 2.071085f}, NEAR);
            assertThat(Arrays.copyOf(Torch.numbers(trailing), 3))
                    .containsExactly(new float[]{2.408916f, 3.302515f, 2.642890f}, NEAR);
        }
    }

    @Test
    void losesAsScripted() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            Map<Scale, Tensor> losses = loss().of(ops, joints());

            assertThat(losses.get(Scale.JOINT).item_float()).isCloseTo(2.021852f, NEAR);
            assertThat(losses.get(Scale.PART).item_float()).isCloseTo(1.177467f, NEAR);
            assertThat(losses.get(Scale.BODY).item_float()).isCloseTo(0.754968f, NEAR);
            assertThat(losses.get(Scale.HYPER_JOINT).item_float()).isCloseTo(3.568388f, NEAR);
        }
    }

    @Test
    void losesTheTargetsWhenItPredictsNothing() {
        Weights weights = scripted().weights();
        weights.names().stream().filter(name -> name.startsWith("predict.") && name.contains(".2."))
                .forEach(name -> Arrays.fill(weights.numbers(name), name.endsWith("bias") ? -1 : 0));
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(weights)) {
            Map<Scale, Tensor> losses = loss().of(ops, Torch.tensor(new float[2 * 3 * 14 * 3], 2, 3, 14, 3));

            assertThat(losses.get(Scale.JOINT).item_float()).isCloseTo(3, NEAR);
            assertThat(losses.get(Scale.PART).item_float()).isCloseTo(2, NEAR);
            assertThat(losses.get(Scale.BODY).item_float()).isCloseTo(1, NEAR);
            assertThat(losses.get(Scale.HYPER_JOINT).item_float()).isCloseTo(4, NEAR);
        }
    }

    @ParameterizedTest
    @CsvSource({"HYPER_JOINT", "JOINT", "PART", "BODY"})
    void reachesTheParametersOfItsOptimiserAndNoOther(Scale scale) {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            loss().of(ops, joints()).get(scale).backward();

            ops.parameters().forEach((name, parameter) -> assertThat(parameter.grad().defined()
                    && parameter.grad().abs().sum().item_float() > 0).as(name)
                    .isEqualTo(SmSgeNetwork.reachedFrom(scale).test(name)));
        }
    }

    @Test
    void ignoresOtherNodesWithoutLambda() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            network(0).states(ops, joints()).sum().backward();

            ops.parameters().forEach((name, parameter) -> {
                if (name.startsWith("exchange.")) {
                    assertThat(parameter.grad().abs().sum().item_float()).as(name).isZero();
                }
            });
        }
    }

    @Test
    void doesNotSeeTheFuture() {
        float[] values = Scripted.joints(2, 3, 14);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            float[] before = Torch.numbers(network(1).states(ops, joints()));
            values[2 * 14 * 3 + 20] += 1;
            float[] after = Torch.numbers(network(1).states(ops, Torch.tensor(values, 2, 3, 14, 3)));

            assertThat(Arrays.copyOf(after, 2 * 4 * WIDTH)).containsExactly(Arrays.copyOf(before, 2 * 4 * WIDTH), NEAR);
            assertThat(after[2 * 4 * WIDTH]).isNotCloseTo(before[2 * 4 * WIDTH], NEAR);
        }
    }

    /** As scripted, the head's scores count the state after a frame of zeros where the head learned with it. */
    @Test
    void scoresTheLevelsThatItLearnedFrom() {
        var trailing = new SmSgeNetwork(network(1).sizes(), true, false);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            assertThat(network(1).levels(ops, joints()).size(1)).isEqualTo(network(1).levels()).isEqualTo(3);
            assertThat(trailing.levels(ops, joints()).size(1)).isEqualTo(trailing.levels()).isEqualTo(4);
            assertThat(Arrays.copyOf(Torch.numbers(trailing.logits(ops, trailing.levels(ops, joints()), 3)), 3))
                    .containsExactly(new float[]{2.408916f, 3.302515f, 2.642890f}, NEAR);
        }
    }

    /** A batch drawn for anew has other sub-sequences, and so another loss, in each epoch. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void drawsAnewForEachEpochIfAsked(boolean redrawn) {
        Parts parts = SyntheticParts.parts(4, 32, 6);
        var network = new SmSgeNetwork(new SmSgeNetwork.Sizes(20, 6, 2, 4, 8, 2, 1));
        var stage = new Reconstruction(network, parts, new Settings(true, 32, 0.01, 2, 0.01, 0, 1, 0, 1), redrawn);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(stage.initial())) {
            List<Float> losses = IntStream.range(0, 6)
                    .mapToObj(epoch -> stage.pieces(epoch, 0, 1, 2, 3).getFirst().losses(ops).getFirst().item_float())
                    .toList();

            if (redrawn) {
                assertThat(Set.copyOf(losses)).hasSizeGreaterThan(3);
            } else {
                assertThat(Set.copyOf(losses)).hasSize(1);
            }
        }
    }

    @Test
    void mayBeTheLastState() {
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            float[] states = Torch.numbers(network(1).states(ops, joints()));
            var last = new SmSgeNetwork(network(1).sizes(), false, true);

            assertThat(Arrays.copyOf(Torch.numbers(last.embedding(ops, last.states(ops, joints()))), 4 * WIDTH))
                    .containsExactly(Arrays.copyOfRange(states, 2 * 4 * WIDTH, 3 * 4 * WIDTH), NEAR);
        }
    }

    /** Somebody elsewhere in the room moves alike: frames are made relative to a joint. */
    @Test
    void seesNoPlaces() {
        float[] values = Scripted.joints(2, 3, 14);
        for (int at = 0; at < values.length; at++) {
            values[at] += 0.5f * (at % 3) - 1 + at / 42 * 0.1f;
        }
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            float[] here = Torch.numbers(network(1).states(ops, Graphs.centred(ops, joints(), 0)));
            float[] there = Torch.numbers(network(1).states(ops,
                    Graphs.centred(ops, Torch.tensor(values, 2, 3, 14, 3), 0)));

            assertThat(there).containsExactly(here, NEAR);
        }
    }

    @Test
    void sequencesOfABatchDoNotMeet() {
        float[] values = Scripted.joints(2, 3, 14);
        float[] turned = new float[values.length];
        System.arraycopy(values, 0, turned, values.length / 2, values.length / 2);
        System.arraycopy(values, values.length / 2, turned, 0, values.length / 2);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            float[] states = Torch.numbers(network(1).states(ops, joints()));
            float[] other = Torch.numbers(network(1).states(ops, Torch.tensor(turned, 2, 3, 14, 3)));

            assertThat(Arrays.copyOf(other, other.length / 2))
                    .containsExactly(Arrays.copyOfRange(states, states.length / 2, states.length), NEAR);
        }
    }

    @Test
    void sharesBeginningsWithoutChangingStates() {
        var network = network(1);
        try (PointerScope _ = new PointerScope(); var ops = new TorchOps(scripted().weights())) {
            Tensor frames = network.frames(ops, network.nodes(ops, joints())).get(Scale.PART);
            Tensor nodes = network.remembered(ops, Scale.PART, frames, SubSequences.of(List.of(new int[]{0, 1, 2})));
            Tensor states = network.states(ops, joints()).slice(2, from(2 * WIDTH), from(3 * WIDTH), 1);

            assertThat(Torch.numbers(ops.transpose(nodes, 1, 0, 2))).containsExactly(Torch.numbers(states), NEAR);
        }
    }

    private static LongOptional from(int position) {
        return new LongOptional(position);
    }

    private static float[] row(Tensor tensor, int row) {
        int width = Math.toIntExact(tensor.size(-1));
        return Arrays.copyOfRange(Torch.numbers(tensor), row * width, (row + 1) * width);
    }

    private static Tensor joints() {
        return Torch.tensor(Scripted.joints(2, 3, 14), 2, 3, 14, 3);
    }

    private static SmSgeLoss loss() {
        return new SmSgeLoss(network(1),
                SubSequences.of(List.of(new int[]{1}, new int[]{0, 2}, new int[]{0, 1, 2})));
    }

    private static SmSgeNetwork network(float lambda) {
        return new SmSgeNetwork(new SmSgeNetwork.Sizes(14, 3, 2, 4, WIDTH, 2, lambda));
    }

    private static Scripted scripted() {
        var scripted = new Scripted();
        List.of("joint", "part", "body", "hyper_joint").forEach(scale -> scripted.structural(scale, 2, 4));
        List.of("joint.part", "part.body", "joint.body", "", "hyper_joint.joint", "hyper_joint.part",
                "hyper_joint.body",
                "hyper_joint.hyper_joint", "joint.joint", "part.part", "body.body")
                .forEach(pair -> scripted.put(pair.isEmpty() ? "dead" : "exchange." + pair, 4, 4));
        Map<String, Integer> nodes = Map.of("joint", 14, "part", 10, "body", 5, "hyper_joint", 27);
        List.of("joint", "part", "body", "hyper_joint")
                .forEach(scale -> scripted.memory("memory." + scale, 4 * nodes.get(scale), WIDTH, 2));
        List.of("joint.joint", "joint.part", "joint.body", "part.part", "part.body", "body.body", "hyper_joint.joint",
                "hyper_joint.part", "hyper_joint.body", "hyper_joint.hyper_joint")
                .forEach(pair -> scripted.perceptron("predict." + pair, WIDTH, WIDTH,
                        3 * nodes.get(pair.substring(pair.indexOf('.') + 1))));
        scripted.perceptron("recognise", 4 * WIDTH, 4 * WIDTH, 3);
        return scripted;
    }
}
