package gaitkeeper.core.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.Skeleton;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyGraphTest {
    @ParameterizedTest
    @CsvSource({"20,PART", "20,BODY", "20,HYPER_BODY", "25,PART", "25,BODY", "25,HYPER_BODY", "14,PART", "14,BODY",
        "14,HYPER_BODY", "20,JOINT"})
    void nodesCoverAllJointsOnce(int joints, Scale scale) {
        BodyGraph graph = BodyGraph.of(joints, scale);

        int[] covered = IntStream.range(0, graph.nodes()).flatMap(node -> Arrays.stream(graph.jointsOf(node))).sorted()
                .toArray();

        assertThat(covered).containsExactly(IntStream.range(0, joints).toArray());
    }

    @ParameterizedTest
    @CsvSource({"20,JOINT,20,4", "25,JOINT,25,4", "14,JOINT,14,5", "20,HYPER_JOINT,39,4", "25,HYPER_JOINT,49,4",
        "14,HYPER_JOINT,27,5", "20,PART,10,3", "25,BODY,5,4", "14,HYPER_BODY,3,2"})
    void isATreeOfTheRightDegree(int joints, Scale scale, int nodes, int maxDegree) {
        BodyGraph graph = BodyGraph.of(joints, scale);

        assertThat(graph.nodes()).isEqualTo(nodes);
        assertThat(graph.edges()).hasNumberOfRows(nodes - 1);
        assertThat(reachedFromZero(graph)).isEqualTo(nodes);
        assertThat(IntStream.range(0, nodes).map(node -> degree(graph, node)).max()).hasValue(maxDegree);
    }

    private static int reachedFromZero(BodyGraph graph) {
        boolean[] reached = new boolean[graph.nodes()];
        reached[0] = true;
        for (int round = 0; round < graph.nodes(); round++) {
            for (int[] edge : graph.edges()) {
                boolean either = reached[edge[0]] || reached[edge[1]];
                reached[edge[0]] = either;
                reached[edge[1]] = either;
            }
        }
        return (int) IntStream.range(0, reached.length).filter(node -> reached[node]).count();
    }

    private static int degree(BodyGraph graph, int node) {
        return (int) Arrays.stream(graph.edges()).filter(edge -> edge[0] == node || edge[1] == node).count();
    }

    @Test
    void bonesOf25JointsAreTheSkeletons() {
        float[] adjacency = BodyGraph.of(25, Scale.JOINT).adjacency();

        for (int slot = 1; slot < 25; slot++) {
            assertThat(adjacency[slot * 25 + Skeleton.parent(slot)]).as(Skeleton.name(slot)).isEqualTo(1);
        }
    }

    @Test
    void middlesOfBonesAreNumberedByTheirEnds() {
        BodyGraph graph = BodyGraph.of(20, Scale.HYPER_JOINT);

        assertThat(graph.jointsOf(20)).containsExactly(0, 1);
        assertThat(graph.jointsOf(22)).containsExactly(0, 16);
        assertThat(graph.jointsOf(26)).containsExactly(2, 8);
        assertThat(graph.jointsOf(38)).containsExactly(18, 19);
        assertThat(BodyGraph.of(25, Scale.HYPER_JOINT).jointsOf(36)).containsExactly(7, 21);
        assertThat(BodyGraph.of(14, Scale.HYPER_JOINT).jointsOf(18)).containsExactly(1, 11);
        assertThat(graph.adjacency()[1]).as("joints are no longer neighbours").isZero();
        assertThat(graph.adjacency()[20]).isEqualTo(1);
    }

    @Test
    void poolsMeans() {
        float[] pool = BodyGraph.of(25, Scale.PART).pool();

        assertThat(pool[5 * 25 + 20]).as("head holds 2, 3 and 20").isEqualTo(1 / 3f);
        assertThat(pool[7 * 25 + 22]).isEqualTo(0.25f);
        for (int node = 0; node < 10; node++) {
            double sum = 0;
            for (int joint = 0; joint < 25; joint++) {
                sum += pool[node * 25 + joint];
            }
            assertThat(sum).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6));
        }
    }

    /** The hand cases of {@code sm-sge.md} section 15.2: joint v lies at x = v. */
    @ParameterizedTest
    @CsvSource({"20, PART, '12.5 14.5 16.5 18.5 0.5 2.5 4.5 6.5 8.5 10.5'", "20, BODY, '13.5 17.5 1.5 5.5 9.5'",
        "14, PART, '11 12.5 8 9.5 1 0 5 6.5 2 3.5'", "14, BODY, '12 9 0.5 6 3'",
        "25, PART, '12.5 14.5 16.5 18.5 0.5 8.333333 4.5 14 8.5 17'", "25, BODY, '13.5 17.5 5.2 10.833333 14.166667'",
        "20, HYPER_JOINT, '0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 0.5 6 8 1.5 2.5 3 5 4.5 5.5 6.5 8.5 9.5 10.5 12.5 13.5 14.5 16.5 17.5 18.5'"})
    void poolsAsWorkedByHand(int joints, Scale scale, String expected) {
        BodyGraph graph = BodyGraph.of(joints, scale);
        float[] pool = graph.pool();
        double[] pooled = IntStream.range(0, graph.nodes()).mapToDouble(node -> IntStream.range(0, joints)
                .mapToDouble(joint -> pool[node * joints + joint] * joint).sum()).toArray();

        assertThat(pooled).containsExactly(
                Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).toArray(),
                org.assertj.core.data.Offset.offset(1e-4));
    }

    @Test
    void attendsToItselfAndNeighbours() {
        float[] bias = BodyGraph.of(20, Scale.BODY).attentionBias();

        assertThat(bias).hasSize(25);
        assertThat(bias[2 * 5]).as("torso to leg").isZero();
        assertThat(bias[0]).as("leg to itself").isZero();
        assertThat(bias[1]).as("leg to leg").isEqualTo(-1e9f);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 18, 32})
    void refusesBodiesNobodyDivided(int joints) {
        assertThatThrownBy(() -> BodyGraph.of(joints, Scale.PART)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("20, 25 and 14");
    }
}
