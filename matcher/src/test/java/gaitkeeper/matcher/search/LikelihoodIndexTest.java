package gaitkeeper.matcher.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.matcher.search.VectorIndex.Nearest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LikelihoodIndexTest {
    private static final int WIDTH = 13;
    private static final int AXES = 9;

    private final Random random = new Random(4);
    private final Plda plda = plda();
    private final LikelihoodIndex index = new LikelihoodIndex(plda);
    private final Map<Integer, List<float[]>> vectors = new HashMap<>();

    private Plda plda() {
        float[] between = new float[AXES];
        float[] visit = new float[AXES];
        float[] window = new float[AXES];
        for (int i = 0; i < AXES; i++) {
            between[i] = random.nextFloat(0.1f, 2);
            visit[i] = random.nextFloat(0.01f, 0.5f);
            window[i] = random.nextFloat(0.01f, 0.5f);
        }
        return new Plda(VectorIndexContract.vector(random, WIDTH), VectorIndexContract.vector(random, WIDTH * AXES),
                between, visit, window);
    }

    private void add(int owner, float[] vector) {
        index.add(owner, List.of(vector));
        vectors.computeIfAbsent(owner, o -> new ArrayList<>()).add(vector);
    }

    private TrackMean mean(List<float[]> windows) {
        var mean = new TrackMean(WIDTH);
        windows.forEach(mean::add);
        return mean;
    }

    private List<Nearest> plain(TrackMean track) {
        return vectors.entrySet().stream().map(entry -> {
            TrackMean known = mean(entry.getValue());
            return new Nearest(entry.getKey(), plda.likelihood(plda.project(track.mean()), track.windows(),
                    plda.project(known.mean()), known.windows()));
        }).sorted(Comparator.comparing(Nearest::score).reversed()).toList();
    }

    @Test
    void ranksByTheLikelihoodOfMeansOfAnyNumberOfVectors() {
        for (int n = 0; n < 900; n++) {
            add((int) Math.sqrt(random.nextInt(150 * 150)), VectorIndexContract.vector(random, WIDTH));
        }
        for (int round = 0; round < 20; round++) {
            TrackMean track = mean(IntStream.rangeClosed(0, round).mapToObj(
                    i -> VectorIndexContract.vector(random, WIDTH)).toList());

            List<Nearest> found = index.search(track, 5);

            List<Nearest> plain = plain(track);
            assertThat(found).hasSize(5);
            for (int rank = 0; rank < 5; rank++) {
                assertThat(found.get(rank).owner()).isEqualTo(plain.get(rank).owner());
                assertThat(found.get(rank).score()).isCloseTo(plain.get(rank).score(), within(1e-3f));
            }
        }
    }

    /** Enough people for most likelihoods to be left out, some of them far outside what an outline can show, or nowhere. */
    @Test
    void leavesOutNobodyWhoIsAmongTheBest() {
        for (int owner = 0; owner < 4_000; owner++) {
            float[] vector = VectorIndexContract.vector(random, WIDTH);
            float length = switch (owner % 50) {
                case 0 -> 300;
                case 1 -> 0;
                default -> 1;
            };
            for (int i = 0; i < WIDTH; i++) {
                vector[i] *= length;
            }
            for (int again = 0; again <= owner % 3; again++) {
                add(owner, vector);
            }
        }
        for (int round = 0; round < 50; round++) {
            float[] seen = vectors.get(random.nextInt(4_000)).getFirst().clone();
            seen[random.nextInt(WIDTH)] += random.nextFloat(-0.2f, 0.2f);
            TrackMean track = mean(Collections.nCopies(1 + round % 9, seen));

            List<Nearest> found = index.search(track, 8);

            List<Nearest> plain = plain(track);
            for (int rank = 0; rank < 8; rank++) {
                assertThat(found.get(rank).score()).isCloseTo(plain.get(rank).score(), Percentage.withPercentage(0.01));
            }
        }
    }

    @Test
    void takesManyVectorsAsWellAsOneAfterTheOther() {
        List<float[]> seen = IntStream.range(0, 7).mapToObj(i -> VectorIndexContract.vector(random, WIDTH)).toList();
        seen.forEach(vector -> index.add(4, List.of(vector)));
        TrackMean track = mean(List.of(seen.getFirst()));
        float single = index.search(track, 1).getFirst().score();
        var other = new LikelihoodIndex(plda);

        other.add(4, seen.subList(0, 2));
        other.add(4, seen.subList(2, 7));

        assertThat(other.search(track, 1).getFirst().score()).isCloseTo(single, within(1e-3f));
    }

    @Test
    void forgetsWhoeverHasNoVectorsLeft() {
        float[] seen = VectorIndexContract.vector(random, WIDTH);
        add(0, VectorIndexContract.vector(random, WIDTH));
        add(70, seen);
        TrackMean track = mean(List.of(seen));
        List<Nearest> before = index.search(track, 1);

        index.set(70, List.of());

        assertThat(before).extracting(Nearest::owner).containsExactly(70);
        assertThat(index.search(track, 5)).extracting(Nearest::owner).containsExactly(0);
    }

    @Test
    void beginsAnewWithTheVectorsThatAreLeft() {
        float[] first = VectorIndexContract.vector(random, WIDTH);
        float[] second = VectorIndexContract.vector(random, WIDTH);
        index.add(3, List.of(first));
        TrackMean track = mean(List.of(second));
        List<Nearest> before = index.search(track, 1);
        index.add(3, List.of(second));
        List<Nearest> between = index.search(track, 1);

        index.set(3, List.of(first));

        assertThat(index.search(track, 1)).isEqualTo(before).isNotEqualTo(between);
    }

    @Test
    void ranksEqualsByNumber() {
        float[] same = VectorIndexContract.vector(random, WIDTH);
        for (int owner : new int[]{130, 2, 65, 9}) {
            index.add(owner, List.of(same));
        }

        assertThat(index.search(mean(List.of(same)), 3)).extracting(Nearest::owner).containsExactly(2, 9, 65);
    }
}
