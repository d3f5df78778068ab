package gaitkeeper.trainer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TrackVoteTest {
    private static final Offset<Double> EXACT = offset(1e-6);

    @Test
    void namesTheIdentityNearestToMostWindows() {
        var vote = new TrackVote(3);

        vote.add(new float[]{.9f, .8f, .1f});
        vote.add(new float[]{.9f, .8f, .1f});
        vote.add(new float[]{0, .8f, .1f});

        assertThat(vote.standing().nearest()).isZero();
        assertThat(vote.standing().votes()).isEqualTo(2);
        assertThat(vote.standing().score()).isCloseTo(.6, EXACT);
        assertThat(vote.standing().runnerUp()).isCloseTo(.8, EXACT);
    }

    @Test
    void breaksTiesByScore() {
        var vote = new TrackVote(2);

        vote.add(new float[]{.9f, .8f});
        vote.add(new float[]{.1f, .9f});

        assertThat(vote.standing().nearest()).isEqualTo(1);
    }

    @Test
    void countsUnrankedIdentitiesWithTheLastRank() {
        var vote = new TrackVote(10);

        vote.add(new float[]{1, .9f, .8f, .7f, .6f, .5f, .4f, .3f, .2f, .1f});
        vote.add(new float[]{0, 0, 0, 0, 0, 0, 0, 0, 0, 1});

        assertThat(vote.standing().nearest()).isEqualTo(9);
        assertThat(vote.standing().score()).isCloseTo((.3 + 1) / 2, EXACT);
        assertThat(vote.standing().cohort()).isCloseTo((5.2 / 8 + 1. / 8) / 2, EXACT);
    }

    @Test
    void hasNoRunnerUpInAGalleryOfOne() {
        var vote = new TrackVote(1);

        vote.add(new float[]{.5f});

        assertThat(vote.standing().runnerUp()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void startsAgainWhenCleared() {
        var vote = new TrackVote(2);
        vote.add(new float[]{.1f, .9f});

        vote.clear();
        vote.add(new float[]{.3f, .2f});

        assertThat(vote.standing())
                .isEqualTo(new TrackVote.Standing(1, 0, 1, .3f, .2f, 0, (.3f + (double) .2f) / 2));
    }
}
