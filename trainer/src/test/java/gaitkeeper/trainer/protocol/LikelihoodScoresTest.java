package gaitkeeper.trainer.protocol;

import static gaitkeeper.trainer.protocol.Sets.line;
import static gaitkeeper.trainer.protocol.Sets.persons;
import static gaitkeeper.trainer.protocol.Sets.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import gaitkeeper.core.bundle.Plda;
import gaitkeeper.trainer.protocol.TrackVote.Standing;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LikelihoodScoresTest {
    /** People vary by 4, visits by 1 and windows by 2. */
    private static final Plda PLDA = new Plda(new float[]{0}, new float[]{1}, new float[]{4}, new float[]{1},
            new float[]{2});
    private static final EmbeddingSet GALLERY = line(persons(7, 7, 9), 3, 5, -4);
    private static final EmbeddingSet PROBE = recorded(persons(7, 7, 9), persons(0, 0, 1), 2, 6, -3);

    @Test
    void comparesTheMeanOfATrackWithTheMeansOfPeople() {
        var scores = new LikelihoodScores(PROBE, GALLERY, PLDA);

        Standing standing = scores.ask(scores.tracks().cut(Tracks.WHOLE).getFirst()).among(0, 1);

        assertThat(standing.windows()).isEqualTo(2);
        assertThat(standing.nearest()).isZero();
        // Both sides are means of two windows at 4: the person of two windows, the other of one at -4.
        assertThat(standing.score()).isCloseTo(PLDA.likelihood(at(4), 2, at(4), 2), offset(1e-6));
        assertThat(standing.runnerUp()).isCloseTo(PLDA.likelihood(at(4), 2, at(-4), 1), offset(1e-6));
    }

    @Test
    void someOfThePeopleStandWhereTheGalleryHasThem() {
        var scores = new LikelihoodScores(PROBE, GALLERY, PLDA);

        Standing standing = scores.ask(scores.tracks().cut(Tracks.WHOLE).getFirst()).among(1);

        assertThat(scores.place(9)).isOne();
        assertThat(scores.place(8)).isNegative();
        assertThat(standing.nearest()).isZero();
        assertThat(standing.runnerUp()).isNegative().isInfinite();
    }

    @Test
    void knowsNoMoreExemplarsThanTheLiveGallery() {
        int[] same = IntStream.range(0, LikelihoodScores.MAX_EXEMPLARS + 50).map(_ -> 7).toArray();
        float[] values = new float[same.length];
        for (int i = LikelihoodScores.MAX_EXEMPLARS; i < values.length; i++) {
            values[i] = 1000;
        }
        var scores = new LikelihoodScores(PROBE, line(same, values), PLDA);

        Standing standing = scores.ask(scores.tracks().cut(1).getFirst()).among(0);

        assertThat(standing.score()).isEqualTo(PLDA.likelihood(at(2), 1, at(0), LikelihoodScores.MAX_EXEMPLARS));
    }

    private static float[] at(float value) {
        return PLDA.project(new float[]{value});
    }
}
