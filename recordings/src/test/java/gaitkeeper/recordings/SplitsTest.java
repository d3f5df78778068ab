package gaitkeeper.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SplitsTest {
    @TempDir
    Path folder;

    @Test
    void findsTheRoleOfAWalk() throws IOException {
        Recording recording = KgbdNpz.read(NpzFixture.twoWalks().write(folder));

        Splits splits = Splits.read(write("seed,person,walk,role\n3,7,1,gallery\n4,7,1,train\n"));

        assertThat(splits.seeds()).containsExactly(3, 4);
        assertThat(splits.walks(recording, 3, Splits.Role.GALLERY)).extracting(Walk::name).containsExactly("p007-w1");
        assertThat(splits.role(3, recording.walks().getFirst())).isEmpty();
    }

    @Test
    void namesTheLineOfErrors() throws IOException {
        assertRefused("person,walk\n", "line 1: expected the header seed,person,walk,role");
        assertRefused("seed,person,walk,role\n0,1,2,gallery\n0,1,2\n",
                "line 3: expected seed,person,walk,role, found 3");
        assertRefused("seed,person,walk,role\n0,1,2,judge\n", "line 2: expected whole numbers for seed and walk");
        assertRefused("seed,person,walk,role\n0,1,2,train\n0,1,2,probe\n", "line 3: this walk has a role already");
        assertRefused("", "line 1");
    }

    @Test
    void refusesMissingFiles() {
        assertThatThrownBy(() -> Splits.read(folder.resolve("none.csv"))).isInstanceOf(MalformedException.class)
                .hasMessageContaining("expected a CSV");
    }

    private void assertRefused(String text, String message) throws IOException {
        Path path = write(text);
        assertThatThrownBy(() -> Splits.read(path)).isInstanceOf(MalformedException.class)
                .hasMessageContaining(message);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("splits.csv"), text);
    }
}
