package gaitkeeper.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KgbdNpzTest {
    @TempDir
    Path folder;

    @Test
    void ordersWalksByPerson() throws IOException {
        List<Walk> walks = Recording.open(NpzFixture.twoWalks().write(folder)).walks();

        assertThat(walks).extracting(Walk::name).containsExactly("p002-w4", "p007-w1");
        assertThat(walks).extracting(Walk::frames).containsExactly(2, 3);
    }

    @Test
    void mapsRawJointsToK25() throws IOException {
        Frame frame = KgbdNpz.read(NpzFixture.twoWalks().write(folder)).walks().getFirst().frame(1, 77, 99);

        int[] raw = {11, 10, -1, 0, 3, 5, 7, 9, 2, 4, 6, 8, 13, 15, 17, 19, 12, 14, 16, 18, 1};
        for (int slot = 0; slot < raw.length; slot++) {
            if (raw[slot] >= 0) {
                assertThat(frame.joint(slot, 0)).isCloseTo(raw[slot] * 0.0002f, within(1e-7f));
                assertThat(frame.flag(slot)).isEqualTo(JointFlag.OBSERVED);
                assertThat(frame.confidence(slot)).isEqualTo(1);
            }
        }
        assertThat(frame.joint(2, 0)).isCloseTo(0.7f * 0.0002f, within(1e-7f));
        assertThat(frame.flag(2)).isEqualTo(JointFlag.DERIVED);
        assertThat(frame.joint(0, 1)).isCloseTo(4 * 0.0002f, within(1e-7f));
        assertThat(frame.joint(0, 2)).isEqualTo(2);
    }

    @Test
    void saysWhatTheSourceKnows() throws IOException {
        Frame frame = KgbdNpz.read(NpzFixture.twoWalks().write(folder)).walks().getFirst().frame(0, 77, 99);

        assertThat(frame.layout()).isEqualTo(Layout.KGBD_RAW20);
        assertThat(frame.geometry()).isEqualTo(Geometry.K1);
        assertThat(frame.metric()).isTrue();
        assertThat(frame.confidenceGiven()).isFalse();
        assertThat(frame.eventTimeNs()).isEqualTo(77);
        assertThat(frame.receivedNs()).isEqualTo(99);
        assertThat(frame.flag(21)).isEqualTo(JointFlag.MISSING);
        assertThat(frame.joint(21, 0)).isEqualTo(frame.joint(7, 0));
    }

    @Test
    void takesZerosForMissingJoints() throws IOException {
        Path path = NpzFixture.twoWalks().with("xyz", "<i2", "(5, 20, 3)", zeroButHead()).write(folder);

        Frame frame = KgbdNpz.read(path).walks().getFirst().frame(0, 1, 1);

        assertThat(frame.flag(3)).isEqualTo(JointFlag.OBSERVED);
        assertThat(frame.flag(0)).isEqualTo(JointFlag.MISSING);
        assertThat(frame.confidence(0)).isZero();
        assertThat(frame.joint(0, 2)).isEqualTo(2);
        assertThat(frame.joint(19, 2)).isEqualTo(2);
    }

    private static byte[] zeroButHead() {
        int[] values = new int[300];
        for (int frame = 0; frame < 5; frame++) {
            values[frame * 60 + 2] = 10_000;
        }
        return NpzFixture.shorts(values);
    }

    @Test
    void dropsTheEndsOfWalks() throws IOException {
        Walk whole = KgbdNpz.read(NpzFixture.twoWalks().write(folder)).walks().getLast();

        Walk trimmed = whole.trimmed(1, 1);

        assertThat(trimmed.frames()).isEqualTo(1);
        assertThat(trimmed.frame(0, 5, 6)).isEqualTo(whole.frame(1, 5, 6));
    }

    @Test
    void refusesToDropAllFrames() throws IOException {
        Recording recording = KgbdNpz.read(NpzFixture.twoWalks().write(folder));

        assertThatThrownBy(() -> recording.walks().getFirst().clipped()).isInstanceOf(MalformedException.class)
                .hasMessageContaining("p002-w4 has 2 frames");
    }

    @Test
    void refusesFramesBeyondTheWalk() throws IOException {
        Walk walk = KgbdNpz.read(NpzFixture.twoWalks().write(folder)).walks().getFirst();

        assertThatThrownBy(() -> walk.frame(2, 0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesWrongTypes() {
        assertRefused(NpzFixture.twoWalks().with("xyz", "<f4", "(5, 20, 3)", new byte[5 * 60 * 4]),
                "xyz.npy has dtype <f4, expected <i2");
    }

    @Test
    void refusesWrongShapes() {
        assertRefused(NpzFixture.twoWalks().with("xyz", "<i2", "(4, 25, 3)", new byte[600]),
                "xyz.npy has shape [4, 25, 3], expected [n, 20, 3]");
        assertRefused(NpzFixture.twoWalks().with("person", "<i2", "(3,)", new byte[6]), "person.npy has shape [3]");
        assertRefused(NpzFixture.twoWalks().with("xyz", "<i2", "(99999999, 20, 3)", new byte[6]), "has shape");
        assertRefused(NpzFixture.twoWalks().with("xyz", "<i2", "(99999999999999999999, 20, 3)", new byte[6]),
                "beyond any array");
    }

    @Test
    void refusesFortranOrder() {
        assertRefused(
                NpzFixture.twoWalks().withRaw("xyz",
                        "{'descr': '<i2', 'fortran_order': True, 'shape': (5, 20, 3), }", new byte[600]),
                "expected a plain array in C order");
    }

    @Test
    void refusesShortAndLongArrays() {
        assertRefused(NpzFixture.twoWalks().with("xyz", "<i2", "(5, 20, 3)", new byte[599]), "xyz.npy is cut short");
        assertRefused(NpzFixture.twoWalks().with("xyz", "<i2", "(5, 20, 3)", new byte[601]), "more than its header");
    }

    @Test
    void refusesMissingArrays() {
        assertRefused(NpzFixture.twoWalks().without("offset"), "offset.npy is missing");
    }

    @Test
    void refusesWrongJointNames() {
        assertRefused(NpzFixture.twoWalks().with("joints", "<U15", "(20,)", new byte[1200]), "joints.npy must name");
    }

    @Test
    void refusesWrongOffsets() {
        assertRefused(NpzFixture.twoWalks().with("offset", "<i4", "(3,)", NpzFixture.ints(0, 5, 5)),
                "walk 1 is empty");
        assertRefused(NpzFixture.twoWalks().with("offset", "<i4", "(3,)", NpzFixture.ints(0, 3, 6)),
                "must run from 0 to the 5 frames");
    }

    @Test
    void refusesCutFiles() throws IOException {
        Path path = NpzFixture.twoWalks().write(folder);
        byte[] whole = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> KgbdNpz.read(path)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("not a whole .npz");
    }

    @Test
    void refusesWrongPaths() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "hello");

        assertThatThrownBy(() -> Recording.open(folder.resolve("none.npz"))).isInstanceOf(MalformedException.class)
                .hasMessageContaining("does not exist; expected an .npz file");
        assertThatThrownBy(() -> Recording.open(text)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("is not a recording");
        assertThatThrownBy(() -> KgbdNpz.read(folder)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("is not a file");
    }

    private void assertRefused(NpzFixture fixture, String message) {
        assertThatThrownBy(() -> KgbdNpz.read(fixture.write(folder))).isInstanceOf(MalformedException.class)
                .hasMessageContaining(message);
    }
}
