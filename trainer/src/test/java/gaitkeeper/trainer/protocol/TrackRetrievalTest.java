package gaitkeeper.trainer.protocol;

import static gaitkeeper.trainer.protocol.Sets.line;
import static gaitkeeper.trainer.protocol.Sets.persons;
import static gaitkeeper.trainer.protocol.Sets.recorded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.bundle.Metric;
import org.junit.jupiter.api.Test;

class TrackRetrievalTest {
    /** Two people at 0 and 10; the first one's walk of five windows has three near 0 and two far beyond 10. */
    private static final PersonScores SCORES = Comparison.of(
            recorded(persons(1, 1, 1, 1, 1, 2, 2), persons(0, 0, 0, 0, 0, 1, 1), 4, 4, 4, 30, 30, 9, 12),
            line(persons(1, 2), 0, 10), Metric.EUCLIDEAN).persons();

    @Test
    void votesAndMeansCanDiffer() {
        TrackRetrieval walks = TrackRetrieval.evaluate(SCORES, Tracks.WHOLE);

        assertThat(walks.tracks()).isEqualTo(2);
        assertThat(walks.rank1()).isOne();
        assertThat(TrackRetrieval.byMeanScore(SCORES, Tracks.WHOLE).rank1()).isEqualTo(.5);
    }

    @Test
    void cutsTracksWithinRecordingsWithoutOverlap() {
        TrackRetrieval pairs = TrackRetrieval.evaluate(SCORES, 2);

        assertThat(pairs.tracks()).isEqualTo(3);
        assertThat(SCORES.tracks().cut(2)).extracting(Tracks.Track::first).containsExactly(0, 2, 5);
        assertThat(TrackRetrieval.byMeanScore(SCORES, 2).rank1()).isEqualTo(2 / 3.);
    }

    @Test
    void singleWindowsAreTheWindowFigure() {
        assertThat(TrackRetrieval.evaluate(SCORES, 1).rank1()).isEqualTo(5 / 7.);
    }

    @Test
    void refusesTracksLongerThanAllRecordings() {
        assertThatThrownBy(() -> TrackRetrieval.evaluate(SCORES, 6)).isInstanceOf(MalformedException.class);
    }

    @Test
    void countsWindowsThatAreCompleteAfterATime() {
        assertThat(TrackRetrieval.windows(1, 30, 6)).isEqualTo(5);
        assertThat(TrackRetrieval.windows(5, 30, 15)).isEqualTo(10);
        assertThat(TrackRetrieval.windows(1, 25, 15)).isOne();
        assertThat(TrackRetrieval.windows(1, 30, 40)).isZero();
    }
}
