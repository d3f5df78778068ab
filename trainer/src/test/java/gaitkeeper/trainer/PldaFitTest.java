package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PldaFitTest {
    private static final int VISITS = 4;
    private static final int WINDOWS = 16;

    @Test
    void weighsAxesByWhatPeopleDifferOnThem() {
        Plda plda = PldaFit.fit(people(300, 1, 0));
        float[] person = {2, 0};

        // Along the first axis people differ by 2 and visits by 0.3, along the second by 0.1 and 1.
        double alike = likelihood(plda, new float[]{2, 1}, person);
        double other = likelihood(plda, new float[]{0, 0}, person);

        assertThat(alike).isGreaterThan(1);
        assertThat(other).isLessThan(-5);
    }

    @Test
    void meansWhatItSays() {
        Plda plda = PldaFit.fit(people(300, 1, 0));
        EmbeddingSet others = people(200, 2, 0);

        // Of likelihood ratios over people who differ, the mean of the exponential is 1.
        double sum = 0;
        int pairs = 0;
        for (int person = 0; person + 1 < 200; person += 2) {
            sum += Math.exp(likelihood(plda, mean(others, person), mean(others, person + 1)));
            pairs++;
        }
        assertThat(sum / pairs).isCloseTo(1, within(0.6));
    }

    @Test
    void whatSensorsSeeDifferentlyOnTheWholeIsNobodysTrait() {
        Plda alone = PldaFit.fit(people(300, 1, 0));
        Plda both = PldaFit.fit(people(300, 1, 0), people(300, 3, 50), 0.5);

        assertThat(likelihood(both, new float[]{2, 1}, new float[]{2, 0}))
                .isCloseTo(likelihood(alone, new float[]{2, 1}, new float[]{2, 0}), within(0.3));
    }

    @Test
    void needsVisits() {
        assertThatIllegalArgumentException().isThrownBy(() -> PldaFit.fit(
                new EmbeddingSet(new float[32], 2, new int[16], new int[16]))).withMessageContaining("two people");
    }

    private static double likelihood(Plda plda, float[] track, float[] person) {
        return plda.likelihood(plda.project(track), WINDOWS, plda.project(person), WINDOWS);
    }

    private static float[] mean(EmbeddingSet set, int person) {
        var mean = new TrackMean(2);
        for (int i = 0; i < WINDOWS; i++) {
            int row = person * VISITS * WINDOWS + i;
            mean.add(new float[]{set.vectors()[2 * row], set.vectors()[2 * row + 1]});
        }
        return mean.mean();
    }

    private static EmbeddingSet people(int people, long seed, float shift) {
        var random = new SplittableRandom(seed);
        int rows = people * VISITS * WINDOWS;
        float[] vectors = new float[2 * rows];
        int[] persons = new int[rows];
        int[] recordings = new int[rows];
        for (int person = 0, row = 0; person < people; person++) {
            double[] own = {2 * random.nextGaussian(), 0.1 * random.nextGaussian()};
            for (int visit = 0; visit < VISITS; visit++) {
                double[] seen = {own[0] + 0.3 * random.nextGaussian(), own[1] + random.nextGaussian()};
                for (int window = 0; window < WINDOWS; window++, row++) {
                    vectors[2 * row] = (float) (shift + seen[0] + 0.1 * random.nextGaussian());
                    vectors[2 * row + 1] = (float) (seen[1] + 0.1 * random.nextGaussian());
                    persons[row] = person;
                    recordings[row] = person * VISITS + visit;
                }
            }
        }
        return new EmbeddingSet(vectors, 2, persons, recordings);
    }
}
