package gaitkeeper.trainer.cage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PretextStageTest {
    private static final int[] RECORDINGS = {4, 4, 4, 9, 9};

    /** {@code cage.md} section 6: the last row predicts itself; published, the last of a recording predicts another person. */
    @Test
    void predictsWhatFollowsInTheSameRecording() {
        assertThat(following(true)).containsExactly(1, 2, 3, 4, 4);
        assertThat(following(false)).containsExactly(1, 2, 2, 4, 4);
    }

    @Test
    void contrastsNeighboursOfTheSameRecording() {
        assertThat(PretextStage.pairs(RECORDINGS, true, 0, 1, 2, 3, 4)).containsExactly(0, 1, 2, 3);
        assertThat(PretextStage.pairs(RECORDINGS, false, 0, 1, 2, 3, 4)).containsExactly(0, 1, 3);
        assertThat(PretextStage.pairs(RECORDINGS, true, 0, 2, 4)).as("not neighbours in time").isEmpty();
    }

    private static int[] following(boolean faithful) {
        return IntStream.range(0, RECORDINGS.length)
                .map(row -> PretextStage.following(RECORDINGS, faithful, row)).toArray();
    }
}
