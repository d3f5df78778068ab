package gaitkeeper.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays as released, generated: cell = axis * 20 + joint metres, so that axes and joints can be told apart. */
class ReleasedArraysTest {
    private static final int F = 6;

    @TempDir
    Path root;

    @Test
    void readsTrainingAndConditions() throws IOException {
        arrays("train_npy_data", "", "IAS", 20, 4, 4, 1);
        arrays("test_npy_data/A", "t_", "IAS", 20, 1);
        arrays("test_npy_data/B", "t_", "IAS", 20, 4, 1, 4);

        List<Walk> walks = Recording.open(root).walks();

        assertThat(walks).extracting(Walk::name).containsExactly("p004-w1-train", "p001-w1-train", "p001-w1-A",
                "p004-w1-B", "p001-w1-B", "p004-w2-B");
        assertThat(walks).extracting(Walk::frames).containsExactly(12, 6, 6, 6, 6, 6);
        assertThat(walks).allSatisfy(walk -> {
            assertThat(walk.style().run()).isEqualTo(F);
            assertThat(walk.clippedFrames()).as("clipped before release").isEqualTo(walk.frames());
        });
    }

    /** Test 3 of the specification: after centring on joint 0, the x, y and z of joint j are all j. */
    @Test
    void keepsAxesAndJointsApart() throws IOException {
        arrays("train_npy_data", "", "KS20", 25, 3);

        FloatBuffer window = FloatBuffer.allocate(F * 25 * 3);
        Recording.open(root).walks().getFirst().copy(0, F, Order.BODY, 25, window);

        for (int at = 0; at < window.limit(); at++) {
            int joint = at / 3 % 25;
            assertThat(window.get(at)).isEqualTo(20 * (at % 3) + joint + 1);
            assertThat(window.get(at) - window.get(at / 75 * 75 + at % 3)).isEqualTo(joint);
        }
    }

    @Test
    void knowsTheJointsOfASetByItsName() throws IOException {
        arrays("train_npy_data", "", "KGBD", 20, 3);
        assertThat(Recording.open(root).walks().getFirst().style().joints()).isEqualTo(JointList.KGBD_RAW20);
        arrays("casia/test_npy_data/nm", "t_", "CASIA_B_match", 14, 3);
        Walk casia = Recording.open(root.resolve("casia")).walks().getFirst();

        assertThat(casia.style().joints()).isEqualTo(JointList.OPENPOSE14);
        assertThat(Walks.read(casia, 0, Order.BODY, 14)).startsWith(1, 21, 41, 2, 22, 42);
        assertThatThrownBy(() -> casia.frame(0, 0, 0)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("cannot be replayed");
        assertThatThrownBy(() -> Walks.read(casia, 0, Order.BODY, 20)).isInstanceOf(MalformedException.class)
                .hasMessageContaining("do not have the 20 joints");
    }

    @Test
    void neverOpensThePickle() throws IOException {
        arrays("train_npy_data", "", "IAS", 20, 1);
        Files.writeString(root.resolve("train_npy_data/ids_IAS_6.npy"), "csystem\n(S'echo'\ntR.");

        assertThat(Recording.open(root).walks()).hasSize(1);
    }

    @Test
    void refusesLabelsThatDoNotMatch() throws IOException {
        arrays("train_npy_data", "", "IAS", 20, 1, 2, 3);
        labels("train_npy_data", "IAS", 1, 2);
        assertRefused("source_x_IAS_6.npy has shape [18, 20], expected [12, 20]");

        labels("train_npy_data", "IAS", 1, -2, 3);
        assertRefused("the label of sequence 1 is no person's number");
    }

    @Test
    void refusesBrokenArrays() throws IOException {
        arrays("train_npy_data", "", "IAS", 20, 1, 2);
        Path y = root.resolve("train_npy_data/source_y_IAS_6.npy");
        byte[] whole = Files.readAllBytes(y);

        Files.write(y, Arrays.copyOf(whole, whole.length - 1));
        assertRefused("source_y_IAS_6.npy is cut short");
        Files.write(y, Arrays.copyOf(whole, whole.length + 1));
        assertRefused("source_y_IAS_6.npy holds more than its header says");
        Files.delete(y);
        assertRefused("source_y_IAS_6.npy is missing");
    }

    @Test
    void refusesMixedJointCounts() throws IOException {
        arrays("train_npy_data", "", "IAS", 20, 1);
        array("train_npy_data/source_z_IAS_6.npy", 2, 25, 1);

        assertRefused("source_z_IAS_6.npy has shape [6, 25], expected [6, 20]");
    }

    @Test
    void refusesFoldersOfSeveralSets() throws IOException {
        arrays("train_npy_data", "", "IAS", 20, 1);
        arrays("train_npy_data", "", "BIWI", 20, 1);

        assertRefused("holds 2 arrays source_x_<SET>_<f>.npy");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Recording.open(root)).isInstanceOf(MalformedException.class)
                .hasMessageContaining(message);
    }

    private void arrays(String folder, String prefix, String set, int joints, long... people) throws IOException {
        for (int axis = 0; axis < 3; axis++) {
            array(folder + "/" + prefix + "source_" + "xyz".charAt(axis) + "_" + set + "_" + F + ".npy", axis, joints,
                    people.length);
        }
        labels(folder, set, people);
    }

    private void labels(String folder, String set, long... people) throws IOException {
        ByteBuffer labels = ByteBuffer.allocate(people.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        LongStream.of(people).forEach(labels::putLong);
        write(folder + "/frame_id_" + set + "_" + F + ".npy", "<i8", "(" + people.length + ",)", labels.array());
    }

    private void array(String file, int axis, int joints, int sequences) throws IOException {
        ByteBuffer cells = ByteBuffer.allocate(sequences * F * joints * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int cell = 0; cell < sequences * F * joints; cell++) {
            cells.putDouble(20 * axis + cell % joints + 1);
        }
        write(file, "<f8", "(" + sequences * F + ", " + joints + ")", cells.array());
    }

    private void write(String file, String type, String shape, byte[] data) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        Files.write(path, NpzFixture.npy(header, data));
    }
}
