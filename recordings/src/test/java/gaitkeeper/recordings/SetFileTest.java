package gaitkeeper.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.Geometry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetFileTest {
    private static final Walk KINECT = Walks.of("p001", 2, 7);
    private static final Walk KS20 = Walks.of(new Take("Zoë", 1, "nm", "left_lateral"), Style.KS20, 5);
    private static final Walk KGBD = Walks.of(new Take("p001", 3), Style.KGBD, 30);

    @TempDir
    Path folder;

    private Path write(Coordinates coordinates, Walk... walks) throws IOException {
        Path file = folder.resolve("set.gkr");
        try (var writer = SetWriter.create(file, coordinates)) {
            for (Walk walk : walks) {
                writer.accept(walk);
            }
            writer.commit();
        }
        return file;
    }

    @Test
    void givesBackWhatItWasGiven() throws IOException {
        SetFile set = SetFile.open(write(Coordinates.FLOAT32, KINECT, KS20, KGBD));

        assertThat(set.walks()).extracting(Walk::take).containsExactly(KINECT.take(), KS20.take(), KGBD.take());
        assertThat(set.walks()).extracting(Walk::style).containsExactly(KINECT.style(), KS20.style(), KGBD.style());
        assertThat(set.walks()).extracting(Walk::frames).containsExactly(7, 5, 30);
        for (Walk walk : List.of(KINECT, KS20, KGBD)) {
            Walk same = set.walks().stream().filter(other -> other.take().equals(walk.take())).findFirst()
                    .orElseThrow();
            for (int frame = 0; frame < walk.frames(); frame++) {
                assertThat(Walks.raw(same, frame)).containsExactly(Walks.raw(walk, frame));
            }
        }
    }

    @Test
    void keepsTenthsOfMillimetresInHalfTheSpace() throws IOException {
        SetFile set = SetFile.open(write(Coordinates.INT16, KINECT));

        float[] kept = Walks.raw(set.walks().getFirst(), 6);
        for (int i = 0; i < kept.length; i++) {
            assertThat(kept[i]).isCloseTo(Walks.raw(KINECT, 6)[i], offset(0.000101f));
        }
        assertThat(set.bytes()).isLessThan(64 + 7 * 20 * 3 * 2 + 100);
    }

    /** What is written twice is the same, so that a file's checksum is a fingerprint of its recordings. */
    @Test
    void writesTheSameBytesEveryTime() throws IOException {
        byte[] once = Files.readAllBytes(write(Coordinates.FLOAT32, KINECT, KS20));

        assertThat(Files.readAllBytes(write(Coordinates.FLOAT32, KINECT, KS20))).isEqualTo(once);
    }

    @Test
    void appearsOnlyWhole() throws IOException {
        Path before = write(Coordinates.FLOAT32, KINECT);
        byte[] bytes = Files.readAllBytes(before);

        try (var writer = SetWriter.create(before, Coordinates.FLOAT32)) {
            writer.accept(KS20);
        }

        assertThat(Files.readAllBytes(before)).isEqualTo(bytes);
        assertThat(folder).isDirectoryContaining("glob:**set.gkr").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void refusesTheSameWalkTwice() {
        assertThatThrownBy(() -> write(Coordinates.FLOAT32, KINECT, KINECT)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("walk p001-w2 comes twice");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesWhatItCannotKeep() {
        assertNotKept(Coordinates.FLOAT32, Float.NaN, Reason.NOT_FINITE);
        assertNotKept(Coordinates.FLOAT32, 101, Reason.OUT_OF_RANGE);
        assertNotKept(Coordinates.INT16, 6.6f, Reason.OUT_OF_RANGE);
        assertThatThrownBy(() -> write(Coordinates.FLOAT32)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("no recording to write");
    }

    private void assertNotKept(Coordinates coordinates, float bad, Reason reason) {
        float[] xyz = new float[120];
        xyz[119] = bad;
        var walk = new Walk(new Take("p001", 1), KINECT.style(), 2, Walk.Joints.of(xyz, JointList.KINECT_V1));

        assertThatThrownBy(() -> write(coordinates, walk)).hasMessageContaining("walk p001-w1 frame 1")
                .isInstanceOfSatisfying(MalformedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void refusesFilesCutAnywhere() throws IOException {
        byte[] whole = Files.readAllBytes(write(Coordinates.FLOAT32, KINECT, KS20));

        for (int length = 0; length < whole.length; length += 13) {
            Path cut = Files.write(folder.resolve("cut.gkr"), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SetFile.open(cut)).as("cut to %d", length).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void noticesEveryChangedByteOfHeaderAndTable() throws IOException {
        byte[] whole = Files.readAllBytes(write(Coordinates.FLOAT32, KINECT, KS20));
        int table = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong(16);

        for (int at = 0; at < whole.length; at = at == 39 ? table : at + 1) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Path file = Files.write(folder.resolve("changed.gkr"), changed);
            assertThatThrownBy(() -> SetFile.open(file)).as("byte %d", at).isInstanceOf(MalformedException.class);
        }
    }

    @Test
    void saysWhichVersionItReads() throws IOException {
        Path file = write(Coordinates.FLOAT32, KINECT);
        byte[] bytes = Files.readAllBytes(file);
        bytes[8] = 2;
        Files.write(file, bytes);

        assertThatThrownBy(() -> SetFile.open(file)).hasMessageContaining("has version 2, this version reads 1");
        assertThatThrownBy(() -> SetFile.open(folder)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("expected a set file");
    }

    /** Six gigabytes (of holes, on disk) through a heap of one: windows far behind 2 GB are read from their pages alone. */
    @Test
    void readsWindowsOfASetLargerThanMemory() throws IOException {
        var style = new Style(JointList.KINECT_V2, Geometry.K2, 30, 0, 0, 0);
        int frames = 20_000_000;
        Path file = sparse(style, frames);

        Walk walk = SetFile.open(file).walks().getFirst();

        assertThat(walk.frames()).isEqualTo(frames);
        assertThat(Files.size(file)).isGreaterThan(5_900_000_000L);
        assertThat(Walks.raw(walk, frames - 1)).containsOnly(1.25f);
        assertThat(Walks.raw(walk, frames - 2)).containsOnly(0);
        assertThat(Walks.raw(walk, 10_000_000)).containsOnly(0);
    }

    /** A file of one long walk that is all holes but its last frame: a short one, with its data moved apart. */
    private Path sparse(Style style, int frames) throws IOException {
        float[] last = new float[75];
        Arrays.fill(last, 1.25f);
        Path small = write(Coordinates.FLOAT32, new Walk(new Take("p001", 1), style, 1, Walk.Joints.of(last,
                style.joints())));
        byte[] bytes = Files.readAllBytes(small);
        ByteBuffer header = ByteBuffer.wrap(bytes, 0, 64).slice().order(ByteOrder.LITTLE_ENDIAN);
        int tableAt = (int) header.getLong(SetLayout.TABLE_OFFSET);
        byte[] table = Arrays.copyOfRange(bytes, tableAt, bytes.length);
        ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN).putInt(8, frames);
        long newTable = 64 + frames * 300L;
        header.putLong(SetLayout.TABLE_OFFSET, newTable).putLong(SetLayout.LENGTH_OFFSET, newTable + table.length);
        header.putInt(SetLayout.TABLE_CRC_OFFSET, SetWriter.crc(table, table.length));
        header.putInt(SetLayout.HEADER_CRC_OFFSET, SetWriter.crc(Arrays.copyOf(bytes, 36), 36));
        byte[] head = Arrays.copyOf(bytes, 64);
        try (var file = new RandomAccessFile(small.toFile(), "rw")) {
            file.write(head);
            file.seek(newTable - 300);
            file.write(bytes, 64, 300);
            file.write(table);
        }
        return small;
    }

    @Test
    void joinsTheSetsOfAFolder() throws IOException {
        Files.move(write(Coordinates.FLOAT32, KS20), folder.resolve("b.gkr"));
        Files.move(write(Coordinates.INT16, KINECT), folder.resolve("a.gkr"));

        assertThat(Recording.open(folder).walks()).extracting(Walk::name).containsExactly("p001-w2",
                "Zoë-w1-nm-left_lateral");
        Files.copy(folder.resolve("a.gkr"), folder.resolve("c.gkr"));
        assertThatThrownBy(() -> Recording.open(folder)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("is there twice");
    }
}
