package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryFileTest {
    private static final IdentityId ANN = new IdentityId(new UUID(1, 2));
    private static final TrackId TRACK = new TrackId("cam", "s", "1");
    private static final UUID COMMAND = new UUID(3, 4);
    private static final List<LogEntry> LOG = List.of(
            new LogEntry(1, COMMAND, "olga", 5, new IdentityEvent.Enrolled(ANN, 1, "Ann", TRACK, 9)),
            new LogEntry(2, COMMAND, "olga", 6, new IdentityEvent.ExemplarAdded(ANN, new Exemplar(
                    new SequenceId(TRACK, 9, WindowSpec.of(30)), new ModelId("m@1"), new float[]{1, 2}))));

    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("gallery.gklog");
        GalleryFile.write(file, new GalleryFile.Content(List.of(), LOG));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        assertThat(GalleryFile.read(file).log()).isEqualTo(LOG);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void anEmptyGalleryIsAFileToo() throws IOException {
        GalleryFile.write(file, new GalleryFile.Content(List.of(), List.of()));

        assertThat(GalleryFile.read(file).log()).isEmpty();
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThatExceptionOfType(MalformedException.class).as("cut to %d", length)
                    .isThrownBy(() -> GalleryFile.read(file)).withMessageContaining("gallery.gklog");
        }
    }

    @Test
    void refusesEveryChangedByte() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x10;
            Files.write(file, changed);

            assertThatExceptionOfType(MalformedException.class).as("byte %d", at)
                    .isThrownBy(() -> GalleryFile.read(file));
        }
    }
}
