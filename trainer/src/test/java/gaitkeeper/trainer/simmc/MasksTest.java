package gaitkeeper.trainer.simmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MasksTest {
    @Test
    void keepsAllButTwoOfSixInAllFifteenWays() {
        Masks masks = Masks.perSequence(2000, 6, 2, new SplittableRandom(4));

        var seen = IntStream.range(0, 2000).mapToObj(i -> masks.shares(0, 0, i))
                .collect(Collectors.groupingBy(Arrays::toString, Collectors.counting()));

        assertThat(seen).hasSize(15).allSatisfy((mask, count) -> {
            assertThat(mask.split("0\\.25", -1)).hasSize(5);
            assertThat(count).isBetween(90L, 180L);
        });
    }

    @Test
    void drawsTheTwoViewsIndependently() {
        Masks masks = Masks.perSequence(2000, 6, 2, new SplittableRandom(4));

        long equal = IntStream.range(0, 2000)
                .filter(i -> Arrays.equals(masks.shares(0, 0, i), masks.shares(1, 0, i))).count();

        assertThat(equal).isBetween(90L, 180L);
    }

    @Test
    void givesABatchOneMaskAndReusesItByPosition() {
        Masks masks = Masks.perBatch(8, 4, 6, 2, new SplittableRandom(4));

        float[] second = masks.shares(0, 4, 4, 5, 6, 7);

        assertThat(Arrays.copyOf(second, 6)).containsExactly(Arrays.copyOfRange(second, 18, 24));
        assertThat(masks.shares(0, 4, 1, 2)).containsExactly(Arrays.copyOf(second, 12));
        assertThat(masks.shares(0, 0, 0)).isNotEqualTo(Arrays.copyOf(second, 6));
    }

    @Test
    void refusesToMaskEveryFrame() {
        assertThatThrownBy(() -> Masks.perSequence(3, 6, 6, new SplittableRandom(1)))
                .hasMessageContaining("0 to 5 of 6");
    }
}
