package gaitkeeper.recordings;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * KGBD as one compact {@code .npz} file: a ZIP of {@code .npy} arrays.
 *
 * <pre>
 *   xyz     int16 (frames, 20, 3)  metres / 0.0002, joints in the order of the text files
 *   offset  int32 (walks + 1)      walk i is xyz[offset[i]] to xyz[offset[i + 1] - 1]
 *   person  int16 (walks)          number of the person
 *   walk    int16 (walks)          number of the walk among the person's
 *   joints  text  (20)             names of the joints; optional
 * </pre>
 *
 * The coordinates stay 16-bit integers in memory, 120 bytes a frame: 59 MB for all of KGBD.
 */
final class KgbdNpz implements Recording {
    private static final float UNIT = 0.0002f;
    private static final int FRAME = Kgbd.JOINTS * 3;
    private static final int NAME_CHARACTERS = 15;

    private final List<Walk> walks;

    private KgbdNpz(List<Walk> walks) {
        this.walks = walks;
    }

    @Override
    public List<Walk> walks() {
        return walks;
    }

    /**
     * Reads a file.
     *
     * @throws MalformedException if the path is no file, or an array is missing, cut short, or of the wrong type or shape
     * @throws IOException if it cannot be read
     */
    static KgbdNpz read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new MalformedException(Reason.BAD_FIELD,
                    path + " is not a file; expected an .npz with xyz, offset, person and walk");
        }
        try (var zip = new ZipFile(path.toFile())) {
            return read(new Arrays(path, zip));
        } catch (ZipException | EOFException broken) {
            throw malformed(path, "is not a whole .npz (ZIP) file: " + broken.getMessage());
        }
    }

    private static KgbdNpz read(Arrays arrays) throws IOException {
        arrays.checkJoints();
        short[] xyz = arrays.open("xyz").expect("<i2", -1, Kgbd.JOINTS, 3).shorts();
        int[] offset = arrays.open("offset").expect("<i4", -1).ints();
        short[] person = arrays.open("person").expect("<i2", offset.length - 1).shorts();
        short[] walk = arrays.open("walk").expect("<i2", offset.length - 1).shorts();
        if (offset.length < 2 || offset[0] != 0 || offset[offset.length - 1] != xyz.length / FRAME) {
            throw malformed(arrays.path, "offset.npy must run from 0 to the " + xyz.length / FRAME + " frames of xyz");
        }
        List<Walk> walks = new ArrayList<>();
        for (int i = 0; i < person.length; i++) {
            int from = offset[i];
            if (offset[i + 1] <= from) {
                throw malformed(arrays.path, "walk " + i + " is empty: offset.npy must grow");
            }
            walks.add(new Walk(new Take(Kgbd.person(person[i]), walk[i]), Style.KGBD, offset[i + 1] - from,
                    joints(xyz, from)));
        }
        walks.sort(Comparator.comparingInt((Walk one) -> Integer.parseInt(one.person().substring(1)))
                .thenComparingInt(Walk::walk));
        return new KgbdNpz(List.copyOf(walks));
    }

    private static Walk.Joints joints(short[] xyz, int from) {
        return (index, target) -> {
            int base = (from + index) * FRAME;
            for (int at = base; at < base + FRAME; at++) {
                target.put(xyz[at] * UNIT);
            }
        };
    }

    private static MalformedException malformed(Path path, String what) {
        return new MalformedException(Reason.BAD_BYTES, path.getFileName() + ": " + what);
    }

    /** The arrays of one open file. */
    private record Arrays(Path path, ZipFile zip) {
        NpyArray open(String array) throws IOException {
            ZipEntry entry = zip.getEntry(array + ".npy");
            if (entry == null) {
                throw malformed(path, array + ".npy is missing; expected xyz, offset, person and walk");
            }
            return NpyArray.open(path.getFileName() + ": " + entry.getName(),
                    new BufferedInputStream(zip.getInputStream(entry)));
        }

        void checkJoints() throws IOException {
            if (zip.getEntry("joints.npy") == null) {
                return;
            }
            List<String> names = open("joints").expect("<U" + NAME_CHARACTERS, Kgbd.JOINTS).texts(NAME_CHARACTERS);
            if (!names.equals(Kgbd.NAMES)) {
                throw malformed(path,
                        "joints.npy must name the joints in the order Head, Shoulder-Center, .. Foot-Left");
            }
        }
    }
}
