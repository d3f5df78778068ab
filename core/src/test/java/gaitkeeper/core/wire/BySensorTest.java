package gaitkeeper.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.TrackId;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

class BySensorTest {
    private static int partition(String sensor, String session, String track) {
        return BySensor.partition(Topics.TRACK.encode(new TrackId(sensor, session, track)), 7);
    }

    @Test
    void allTracksOfASensorLieTogether() {
        Set<Integer> partitions = new TreeSet<>();
        for (int n = 0; n < 100; n++) {
            partitions.add(partition("hall", "s" + n % 3, "t" + n));
        }

        assertThat(partitions).hasSize(1);
    }

    @Test
    void sensorsAreSpread() {
        Set<Integer> partitions = new TreeSet<>();
        for (int n = 0; n < 100; n++) {
            partitions.add(partition("cam-" + n, "s", "t"));
        }

        assertThat(partitions).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }

    @Test
    void otherKeysLieWhereKafkaWouldPutThem() {
        byte[] key = "default".getBytes(StandardCharsets.UTF_8);

        assertThat(BySensor.partition(key, 7)).isEqualTo(Utils
                .toPositive(Utils.murmur2(key)) % 7);
    }
}
