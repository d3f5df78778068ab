package gaitkeeper.trainer.simmc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrainingOrderTest {
    @Test
    void shufflesRepeatably() {
        int[] one = TrainingOrder.all(100);
        int[] other = TrainingOrder.all(100);

        TrainingOrder.shuffle(one, new SplittableRandom(5));
        TrainingOrder.shuffle(other, new SplittableRandom(5));

        assertThat(one).containsExactly(other).isNotEqualTo(TrainingOrder.all(100));
        assertThat(Arrays.stream(one).sorted().toArray()).containsExactly(TrainingOrder.all(100));
    }
}
