package gaitkeeper.core.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.SequenceId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NumbersTest {
    private static final int KEYS = 3_000;

    private static SequenceId sequence(int key) {
        // Few tracks and times one after the other: the hashes lie close together.
        return new SequenceId(new TrackId("cam", "s", Integer.toString(key % 3)), key / 3, WindowSpec.of(6));
    }

    @Test
    void saysWhatAMapSays() {
        var random = new Random(7);
        var table = new Numbers<SequenceId>();
        Map<SequenceId, Integer> expected = new HashMap<>();
        Deque<Integer> free = new ArrayDeque<>();
        int numbers = 0;
        for (int step = 0; step < 100_000; step++) {
            SequenceId sequence = sequence(random.nextInt(KEYS));
            // Fills up, then goes down to nothing again, and so on.
            boolean filling = step / 10_000 % 2 == 0;
            if (random.nextInt(4) == 0 ^ filling) {
                int number = free.isEmpty() ? numbers : free.peek();
                int before = table.putIfAbsent(sequence, number);
                assertThat(before).isEqualTo(expected.getOrDefault(sequence, Numbers.NONE));
                if (before == Numbers.NONE) {
                    expected.put(sequence, number);
                    numbers = Math.max(numbers, number + 1);
                    free.poll();
                }
            } else {
                Integer number = expected.remove(sequence);
                table.remove(sequence);
                if (number != null) {
                    free.push(number);
                }
            }
            SequenceId asked = sequence(random.nextInt(KEYS));
            assertThat(table.number(asked)).isEqualTo(expected.getOrDefault(asked, Numbers.NONE));
        }
        for (int key = 0; key < KEYS; key++) {
            assertThat(table.number(sequence(key))).isEqualTo(expected.getOrDefault(sequence(key), Numbers.NONE));
        }
    }
}
