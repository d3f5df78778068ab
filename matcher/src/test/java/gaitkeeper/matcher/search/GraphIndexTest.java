package gaitkeeper.matcher.search;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.matcher.search.VectorIndex.Nearest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Graphs are built by whoever makes them necessary; small ones lead to everything near. */
class GraphIndexTest extends VectorIndexContract {
    private static final int WIDTH = 16;

    @Override
    VectorIndex empty(Metric metric, int width) {
        return new GraphIndex(metric, width, 50, Runnable::run);
    }

    private static GraphIndex filled(int rows, Random random) {
        var index = new GraphIndex(Metric.COSINE, WIDTH, 50, Runnable::run);
        for (int row = 0; row < rows; row++) {
            index.add(row, vector(random, WIDTH));
        }
        return index;
    }

    @ParameterizedTest
    @EnumSource
    void findsNearlyAllOfTheNearest(Metric metric) {
        var random = new Random(6);
        var graph = new GraphIndex(metric, WIDTH, 4_900, Runnable::run);
        var flat = new FlatIndex(metric, WIDTH);
        for (int row = 0; row < 5_000; row++) {
            float[] vector = vector(random, WIDTH);
            graph.add(row, vector);
            flat.add(row, vector);
        }
        int found = 0;
        for (int round = 0; round < 50; round++) {
            float[] probe = vector(random, WIDTH);
            List<Nearest> exact = flat.search(probe, 10);
            found += (int) graph.search(probe, 10).stream().filter(exact::contains).count();
        }

        assertThat(found).isGreaterThan(490);
    }

    @Test
    void theSameChangesGiveTheSameAnswers() {
        var one = filled(400, new Random(8));
        var other = filled(400, new Random(8));
        var random = new Random(9);
        for (int round = 0; round < 30; round++) {
            float[] probe = vector(random, WIDTH);
            assertThat(one.search(probe, 10)).isEqualTo(other.search(probe, 10));
        }
    }

    @Test
    void neverFindsWhatWasRemovedFromTheGraph() {
        var index = filled(300, new Random(8));
        IntStream.range(0, 300).filter(row -> row % 3 != 0).forEach(index::remove);

        List<Nearest> found = index.search(vector(new Random(1), WIDTH), 200);

        assertThat(found).hasSize(100).allSatisfy(nearest -> assertThat(nearest.owner() % 3).isZero());
        assertThat(index.vector(1)).containsOnly(0);
        assertThat(index.vector(3)).isNotEqualTo(new float[WIDTH]);
    }

    @Test
    void widensForAnOwnerWhoHasAllOfTheNearest() {
        var index = new GraphIndex(Metric.EUCLIDEAN, 2, 50, Runnable::run);
        for (int row = 0; row < 600; row++) {
            index.add(7, new float[]{row * 0.001f, 0});
        }
        index.add(8, new float[]{5, 5});
        index.add(9, new float[]{6, 6});

        assertThat(index.search(new float[2], 3)).extracting(Nearest::owner).containsExactly(7, 8, 9);
    }

    @Test
    void keepsWhatChangesWhileAGraphIsBuilt() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        var index = new GraphIndex(Metric.EUCLIDEAN, 1, 5, waiting::add);
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < 10; row++) {
            rows.add(index.add(row, new float[]{row}));
        }
        index.remove(rows.get(2));
        waiting.remove().run();

        index.remove(rows.get(3));
        index.add(11, new float[]{2.2f});

        assertThat(index.search(new float[]{2.4f}, 4)).extracting(Nearest::owner).containsExactly(11, 1, 4, 0);
        assertThat(index.owners()).isEqualTo(9);
        assertThat(index.vector(rows.get(3))).containsExactly(0);
    }
}
