package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.fasterxml.jackson.databind.JsonNode;
import gaitkeeper.api.FloorBook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's floor. */
class DemoHallTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 10_000})
    void mayBeTold(int sensors, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("floor.json"), DemoHall.of(sensors).toString());

        assertThatNoException().isThrownBy(() -> new FloorBook(file, FloorBook.unknown()));
    }

    @Test
    void hasTheSimulatedSensorsFaceEachOther() {
        JsonNode hall = DemoHall.of(4);

        assertThat(StreamSupport.stream(hall.path("sensors").spliterator(), false)
                .map(one -> one.path("sensor").asText() + " at " + one.path("x") + ", " + one.path("z") + " looks "
                        + one.path("yaw")))
                .containsExactly("sim-1 at 3.2, 0.0 looks 0", "sim-2 at 3.2, 9.6 looks 180",
                        "sim-3 at 9.600000000000001, 0.0 looks 0", "sim-4 at 9.600000000000001, 9.6 looks 180");
    }
}
