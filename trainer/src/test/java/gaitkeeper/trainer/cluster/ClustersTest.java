package gaitkeeper.trainer.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClustersTest {
    private static final Clusters FIRST = Clusters.of(new int[]{0, 0, -1, 1, 1});
    private static final Clusters SECOND = Clusters.of(new int[]{0, -1, 0, 1, 1});
    private static final float[] POINTS = {1, 2, 4, 8, 16};

    @Test
    void keepsWhatIsInAClusterTwice() {
        assertThat(FIRST.kept(SECOND)).containsExactly(0, 3, 4);
    }

    @Test
    void averagesAllMembersAlsoThoseNotKept() {
        assertThat(FIRST.prototypes(POINTS, 1)).containsExactly(1.5f, 12);
        assertThat(SECOND.prototypes(POINTS, 1)).containsExactly(2.5f, 12);
    }

    @Test
    void agreesWithItself() {
        int[] labels = {0, 0, 1, 1, 2, 2, 2};

        assertThat(Agreement.adjusted(labels, labels)).isCloseTo(1, offset(1e-9));
        assertThat(Agreement.adjusted(labels, new int[]{5, 5, 3, 3, 9, 9, 9})).isCloseTo(1, offset(1e-9));
    }

    /**
     * Sizes 2, 2 against 2, 1, 1: entropies ln 2 and 1.5 ln 2. The pair stays whole in a third of all orders, where the mutual
     * information is ln 2, and is split in the others, where it is ln 2 / 2.
     */
    @Test
    void givesTheValueComputedByHand() {
        double mutual = Math.log(2);
        double expected = Math.log(2) / 3 + 2 * Math.log(2) / 2 / 3;

        double ami = Agreement.adjusted(new int[]{0, 0, 1, 1}, new int[]{0, 0, 1, 2});

        assertThat(ami).isCloseTo((mutual - expected) / (1.25 * Math.log(2) - expected), offset(1e-9));
    }

    @Test
    void isAboutZeroForUnrelatedLabels() {
        var random = new Random(3);
        int[] one = IntStream.range(0, 2000).map(i -> random.nextInt(30)).toArray();
        int[] other = IntStream.range(0, 2000).map(i -> random.nextInt(30)).toArray();

        assertThat(Agreement.adjusted(one, other)).isCloseTo(0, offset(0.02));
    }
}
