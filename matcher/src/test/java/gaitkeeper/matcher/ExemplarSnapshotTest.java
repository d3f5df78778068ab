package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.MODEL;
import static gaitkeeper.matcher.Crowd.OTHER_MODEL;
import static gaitkeeper.matcher.Crowd.exemplar;
import static gaitkeeper.matcher.Crowd.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExemplarSnapshotTest {
    private final Random random = new Random(12);
    @TempDir
    Path folder;
    private Path file;
    private ExemplarIndex index;

    private static ExemplarIndex empty() {
        return new ExactIndex(Metric.COSINE, Optional.empty());
    }

    @BeforeEach
    void fills() {
        file = folder.resolve("exemplars");
        index = empty();
        for (int n = 0; n < 300; n++) {
            index.add(person(n % 70), exemplar(n % 70, n, MODEL, random.nextFloat(), random.nextFloat()));
        }
        index.add(person(9), exemplar(9, 0, OTHER_MODEL, 1, 2, 3));
    }

    private static List<Map.Entry<Exemplar, Optional<IdentityId>>> all(ExemplarIndex index) {
        List<Map.Entry<Exemplar, Optional<IdentityId>>> all = new ArrayList<>();
        index.forEach((exemplar, owner) -> all.add(Map.entry(exemplar, owner)));
        return all;
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        index.assign(Map.of(exemplar(3, 3, MODEL).id(), Optional.empty(), exemplar(5, 5, MODEL).id(),
                Optional.of(person(6))));
        index.forget(Set.of(exemplar(3, 3, MODEL).id()));
        index.assign(Map.of(exemplar(4, 4, MODEL).id(), Optional.empty()));
        ExemplarSnapshot.write(file, 4_711, index);
        ExemplarIndex read = empty();

        long last = ExemplarSnapshot.read(file, read);

        assertThat(last).isEqualTo(4_711);
        assertThat(all(read)).isEqualTo(all(index)).hasSize(300);
        assertThat(read.size(MODEL)).isEqualTo(index.size(MODEL));
        for (int round = 0; round < 20; round++) {
            float[] probe = {random.nextFloat(), random.nextFloat()};
            assertThat(read.search(MODEL, probe, 9)).isEqualTo(index.search(MODEL, probe, 9)).hasSize(9);
        }
    }

    @Test
    void givesBackWhatShowedNobody() throws IOException {
        index.assign(Map.of(exemplar(4, 4, MODEL).id(), Optional.empty()));
        ExemplarSnapshot.write(file, 1, index);
        ExemplarIndex read = empty();
        ExemplarSnapshot.read(file, read);

        read.assign(Map.of(exemplar(4, 4, MODEL).id(), Optional.of(person(999))));
        index.assign(Map.of(exemplar(4, 4, MODEL).id(), Optional.of(person(999))));

        assertThat(read.search(MODEL, new float[]{1, 0}, 80)).isEqualTo(index.search(MODEL, new float[]{1, 0}, 80))
                .extracting(Gallery.Hit::identity).contains(person(999));
    }

    @Test
    void refusesAFileInWhichAnyByteIsAnother() throws IOException {
        ExemplarSnapshot.write(file, 1, index);
        byte[] sound = Files.readAllBytes(file);
        for (int round = 0; round < 200; round++) {
            byte[] damaged = sound.clone();
            int at = round < 24 ? round : random.nextInt(sound.length);
            damaged[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            ExemplarIndex read = empty();

            assertThatExceptionOfType(MalformedException.class).as("byte " + at)
                    .isThrownBy(() -> ExemplarSnapshot.read(file, read)).withMessageContaining("exemplars")
                    .withMessageContaining("delete it");
            assertThat(read.exemplars()).isZero();
        }
    }

    @Test
    void refusesAFileThatWasCutShort() throws IOException {
        ExemplarSnapshot.write(file, 1, index);
        byte[] sound = Files.readAllBytes(file);
        for (int length : new int[]{0, 3, 27, sound.length / 2, sound.length - 1}) {
            Files.write(file, Arrays.copyOf(sound, length));

            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> ExemplarSnapshot.read(file, empty()));
        }
    }

    @Test
    void namesAVersionItDoesNotKnow() throws IOException {
        ExemplarSnapshot.write(file, 1, index);
        byte[] bytes = Files.readAllBytes(file);
        bytes[4] = 9;
        Files.write(file, bytes);

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> ExemplarSnapshot.read(file, empty()))
                .withMessageContaining("version 9")
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_VERSION));
    }

    @Test
    void leavesTheFileBeforeWhenItCannotWrite() throws IOException {
        ExemplarSnapshot.write(file, 1, index);
        Files.createDirectory(folder.resolve("exemplars.part"));
        Files.writeString(folder.resolve("exemplars.part/full"), "", StandardOpenOption.CREATE);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ExemplarSnapshot.write(file, 2, index));

        assertThat(ExemplarSnapshot.read(file, empty())).isEqualTo(1);
    }
}
