package gaitkeeper.core.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrayMapTest {
    private static final int KEYS = 5_000;

    /** Hashes lie close together, and some are equal. */
    private record Key(int number) {
        @Override
        public int hashCode() {
            return number / 2;
        }
    }

    @Test
    void saysWhatAMapSays() {
        var random = new Random(5);
        Map<Key, Integer> map = new ArrayMap<>();
        Map<Key, Integer> expected = new LinkedHashMap<>();
        for (int step = 0; step < 20_000; step++) {
            var key = new Key(random.nextInt(KEYS));
            assertThat(map.get(key)).isEqualTo(expected.get(key));
            assertThat(map.containsKey(key)).isEqualTo(expected.containsKey(key));
            switch (random.nextInt(3)) {
                case 0 -> assertThat(map.put(key, step)).isEqualTo(expected.put(key, step));
                case 1 -> assertThat(map.putIfAbsent(key, step)).isEqualTo(expected.putIfAbsent(key, step));
                default -> {
                    int value = step;
                    assertThat(map.computeIfAbsent(key, k -> value))
                            .isEqualTo(expected.computeIfAbsent(key, k -> value));
                }
            }
            assertThat(map).hasSameSizeAs(expected);
        }
        assertThat(map).containsExactlyEntriesOf(expected);
        List<Key> visited = new ArrayList<>();
        map.forEach((key, value) -> visited.add(key));
        assertThat(visited).containsExactlyElementsOf(expected.keySet());
    }

    @Test
    void givesNothingAway() {
        Map<String, Integer> map = new ArrayMap<>();
        map.put("ann", 1);

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> map.remove("ann"));
        assertThat(map).containsExactly(Map.entry("ann", 1));
    }
}
