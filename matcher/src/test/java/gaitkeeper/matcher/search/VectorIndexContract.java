package gaitkeeper.matcher.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.matcher.search.VectorIndex.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every index of vectors promises. */
abstract class VectorIndexContract {
    private static final float CLOSE = 2e-5f;

    abstract VectorIndex empty(Metric metric, int width);

    static float[] vector(Random random, int width) {
        float[] vector = new float[width];
        for (int i = 0; i < width; i++) {
            vector[i] = random.nextFloat(-1, 1);
        }
        return vector;
    }

    @Test
    void findsNobodyWhenEmpty() {
        assertThat(empty(Metric.COSINE, 3).search(new float[]{1, 2, 3}, 4)).isEmpty();
    }

    @Test
    void refusesWhatDoesNotFit() {
        VectorIndex index = empty(Metric.COSINE, 3);

        assertThatIllegalArgumentException().isThrownBy(() -> index.add(0, new float[2])).withMessageContaining("2")
                .withMessageContaining("3");
        assertThatIllegalArgumentException().isThrownBy(() -> index.search(new float[4], 1)).withMessageContaining("4")
                .withMessageContaining("3");
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatWasAddedAMomentAgoAndNotWhatWasRemoved(Metric metric) {
        VectorIndex index = empty(metric, 2);
        index.add(5, new float[]{1, 0});
        int row = index.add(6, new float[]{0, 1});

        List<Nearest> before = index.search(new float[]{0, 1}, 1);
        index.remove(row);
        List<Nearest> after = index.search(new float[]{0, 1}, 2);

        assertThat(before).extracting(Nearest::owner).containsExactly(6);
        assertThat(after).extracting(Nearest::owner).containsExactly(5);
        assertThat(index.owners()).isEqualTo(1);
    }

    @Test
    void overwritesWhatIsRemoved() {
        VectorIndex index = empty(Metric.COSINE, 2);
        int row = index.add(0, new float[]{3, 4});
        assertThat(index.vector(row)).containsExactly(3, 4);

        index.remove(row);

        assertThat(index.vector(row)).containsExactly(0, 0);
    }

    @ParameterizedTest
    @EnumSource
    void ranksEqualsByNumber(Metric metric) {
        VectorIndex index = empty(metric, 3);
        for (int owner : new int[]{4, 2, 9, 0}) {
            index.add(owner, new float[]{1, 2, 3});
        }

        assertThat(index.search(new float[]{1, 1, 1}, 3)).extracting(Nearest::owner).containsExactly(0, 2, 4);
    }

    @ParameterizedTest
    @CsvSource({"COSINE,1", "COSINE,13", "COSINE,128", "EUCLIDEAN,1", "EUCLIDEAN,13", "EUCLIDEAN,128"})
    void anySeriesOfChangesAndSearchesIsThatOfAPlainList(Metric metric, int width) {
        var random = new Random(width);
        VectorIndex index = empty(metric, width);
        var plain = new PlainList(metric);
        for (int round = 0; round < 600; round++) {
            change(index, plain, random, width);
            if (round % 20 == 0) {
                float[] probe = vector(random, width);
                List<Nearest> found = index.search(probe, 5);
                plain.check(found, probe, 5);
                assertThat(index.owners()).isEqualTo(plain.owners());
            }
        }
    }

    private static void change(VectorIndex index, PlainList plain, Random random, int width) {
        int what = random.nextInt(10);
        if (what < 6 || plain.rows().isEmpty()) {
            int owner = random.nextInt(40);
            float[] vector = vector(random, width);
            plain.add(index.add(owner, vector), owner, vector);
        } else {
            int row = plain.rows().get(random.nextInt(plain.rows().size()));
            if (what < 8) {
                index.remove(row);
                plain.remove(row);
            } else {
                int owner = random.nextInt(-1, 40);
                index.assign(Map.of(row, owner));
                plain.assign(row, owner);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyProbesGetTheAnswersOfSingleOnes(Metric metric) {
        var random = new Random(3);
        VectorIndex index = empty(metric, 20);
        for (int row = 0; row < 500; row++) {
            index.add(row / 3, vector(random, 20));
        }
        List<float[]> probes = new ArrayList<>();
        for (int probe = 0; probe < 11; probe++) {
            probes.add(vector(random, 20));
        }

        List<List<Nearest>> together = index.search(probes, 7);

        assertThat(together).hasSize(11);
        for (int probe = 0; probe < 11; probe++) {
            assertThat(together.get(probe)).isEqualTo(index.search(probes.get(probe), 7));
        }
    }

    /** All exemplars of a person point one way, so whatever moment a search sees, it knows what it may find. */
    @Test
    void searchesSeeWholeRowsWhileAnotherThreadChangesThem() throws InterruptedException, ExecutionException {
        VectorIndex index = empty(Metric.COSINE, 8);
        var done = new AtomicBoolean();
        try (var readers = Executors.newFixedThreadPool(2)) {
            Callable<Integer> look = () -> {
                int rounds = 0;
                for (; !done.get() || rounds == 0; rounds++) {
                    checkDirections(index.search(direction(rounds % 90), 4), rounds % 90);
                }
                return rounds;
            };
            List<Future<Integer>> searches = List.of(readers.submit(look), readers.submit(look));
            try {
                var random = new Random(2);
                for (int change = 0; change < 1_000; change++) {
                    int row = index.add(change % 90, direction(change % 90));
                    if (random.nextInt(3) > 0) {
                        index.remove(row);
                    }
                }
            } finally {
                done.set(true);
            }

            for (Future<Integer> search : searches) {
                assertThat(search.get()).isPositive();
            }
        }
    }

    private static float[] direction(int degrees) {
        float[] vector = new float[8];
        vector[0] = (float) Math.cos(Math.toRadians(degrees));
        vector[7] = (float) Math.sin(Math.toRadians(degrees));
        return vector;
    }

    private static void checkDirections(List<Nearest> found, int degrees) {
        Set<Integer> seen = new HashSet<>();
        for (Nearest nearest : found) {
            assertThat(seen.add(nearest.owner())).isTrue();
            assertThat(nearest.score()).isCloseTo((float) Math.cos(Math.toRadians(degrees - nearest.owner())),
                    within(1e-5f));
        }
    }

    /** All rows pass between two owners at once: one of them has all, the other nothing. */
    @Test
    void rowsPassAllAtOnce() throws InterruptedException, ExecutionException {
        VectorIndex index = empty(Metric.EUCLIDEAN, 1);
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < 200; row++) {
            rows.add(index.add(0, new float[]{row}));
        }
        var done = new AtomicBoolean();
        try (var reader = Executors.newSingleThreadExecutor()) {
            Future<Integer> most = reader.submit(() -> {
                int owners = 0;
                while (!done.get()) {
                    owners = Math.max(owners, index.search(new float[]{100}, 3).size());
                }
                return owners;
            });
            for (int pass = 0; pass < 500; pass++) {
                int owner = (pass + 1) % 2;
                Map<Integer, Integer> all = new HashMap<>();
                rows.forEach(row -> all.put(row, owner));
                index.assign(all);
            }
            done.set(true);

            assertThat(most.get()).isLessThanOrEqualTo(1);
        }
    }

    static void assertClose(float found, double expected) {
        assertThat((double) found).isCloseTo(expected, within((double) CLOSE));
    }
}
