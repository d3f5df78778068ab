package gaitkeeper.trainer.simmc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingOrderTest {
    @ParameterizedTest
    @CsvSource({"1000, 20, 1440, 72", "600, 11, 1012, 92", "512, 50, 1000, 20"})
    void makesPersonsEquallyFrequent(int sequences, int people, int size, int each) {
        int[] persons = IntStream.range(0, sequences).map(i -> i * i % people).map(i -> i).toArray();
        for (int i = 0; i < people; i++) {
            persons[i] = i;
        }

        int[] order = TrainingOrder.balanced(persons, 256, new SplittableRandom(2));

        assertThat(order).hasSize(size);
        assertThat(Arrays.stream(order).boxed().collect(Collectors.groupingBy(i -> persons[i], Collectors.counting())))
                .hasSize(people).allSatisfy((person, count) -> assertThat(count).isEqualTo(each));
    }

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
