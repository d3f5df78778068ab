package gaitkeeper.core.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final int KEYS = 40;

    private final Random random = new Random(3);

    private static Map<Integer, String> content(Table<Integer, String> table) {
        Map<Integer, String> content = new HashMap<>();
        table.forEach((key, value) -> assertThat(content.put(key, value)).isNull());
        return content;
    }

    private Map<Integer, String> some() {
        Map<Integer, String> some = new HashMap<>();
        for (int n = random.nextInt(KEYS); n > 0; n--) {
            some.put(random.nextInt(KEYS), "first");
        }
        return some;
    }

    @Test
    void isWhatAMapWouldBe() {
        for (int round = 0; round < 200; round++) {
            Map<Integer, String> map = some();
            Table<Integer, String> table = Table.of(new HashMap<>(map));
            for (int step = 0; step < 100; step++) {
                int key = random.nextInt(KEYS);
                Table<Integer, String> before = table;
                Map<Integer, String> was = Map.copyOf(map);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        table = table.minus(key);
                        map.remove(key);
                    }
                    case 1 -> {
                        table = table.minusForGood(List.of(key, key + 1));
                        map.remove(key);
                        map.remove(key + 1);
                    }
                    case 2 -> table = table.whole();
                    default -> {
                        table = table.plus(key, "step " + step);
                        map.put(key, "step " + step);
                    }
                }
                assertThat(content(table)).isEqualTo(map);
                assertThat(table.size()).isEqualTo(map.size());
                assertThat(table.get(key)).isEqualTo(map.get(key));
                assertThat(table.containsKey(key)).isEqualTo(map.containsKey(key));
                assertThat(content(before)).isEqualTo(was);
            }
        }
    }

    @Test
    void saysWhetherItStillHoldsWhatWasTakenAwayForGood() {
        Table<Integer, String> table = Table.of(Map.of(1, "ann", 2, "bob"));

        assertThat(table.minus(1).hasResidue()).isFalse();
        assertThat(table.minusForGood(List.of(3)).hasResidue()).isFalse();
        assertThat(table.plus(3, "eve").minusForGood(List.of(3)).hasResidue()).isFalse();
        Table<Integer, String> erased = table.minusForGood(List.of(1));
        assertThat(erased.hasResidue()).isTrue();
        assertThat(erased.plus(4, "tom").hasResidue()).isTrue();
        assertThat(erased.whole().hasResidue()).isFalse();
    }
}
