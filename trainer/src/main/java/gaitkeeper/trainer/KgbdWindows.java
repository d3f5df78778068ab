package gaitkeeper.trainer;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Skeleton;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * KGBD (Andersson and Araujo, AAAI 2015) cut into the published protocol's windows: {@value #DROPPED} frames dropped at both
 * ends of a walk, then f frames at a time, without overlap; the rest is left out. Joints in the K20 order, metres, sides as
 * the recordings name them.
 */
final class KgbdWindows {
    /** Frames dropped at each end of a walk, because the sensor loses the body there. */
    static final int DROPPED = 10;

    private static final String DATA_FILE = "kgbd_xyz_int16_0p2mm.npz";
    private static final String SPLIT_FILE = "splits_published_rule_5seeds.csv";
    private static final float METRES_PER_UNIT = 0.0002f;

    /** Position in the recordings of each K20 joint. The recordings list right before left. */
    private static final int[] RAW_OF_K20 = {11, 10, 1, 0, 3, 5, 7, 9, 2, 4, 6, 8, 13, 15, 17, 19, 12, 14, 16, 18};

    private final Path folder;
    private final ShortBuffer coordinates;
    private final List<Walk> walks;

    /**
     * One recording.
     *
     * @param person 1 to 164
     * @param walk its number among that person's
     * @param firstRow its first frame among all frames
     * @param frames its length
     */
    record Walk(int person, int walk, int firstRow, int frames) {
        /** Windows of f frames. */
        int windows(int f) {
            return Math.max(0, frames - 2 * DROPPED) / f;
        }
    }

    private KgbdWindows(Path folder, ShortBuffer coordinates, List<Walk> walks) {
        this.folder = folder;
        this.coordinates = coordinates;
        this.walks = walks;
    }

    /** Whether the folder holds the data. */
    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(DATA_FILE)) && Files.isRegularFile(folder.resolve(SPLIT_FILE));
    }

    /**
     * Reads all of it, about 60 MB.
     *
     * @throws MalformedException if the folder does not hold it
     */
    static KgbdWindows open(Path folder) {
        if (!isIn(folder)) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "no KGBD in " + folder + ": it must hold " + DATA_FILE + " and " + SPLIT_FILE);
        }
        Path file = folder.resolve(DATA_FILE);
        return new KgbdWindows(folder, Npz.read(file, "xyz", "<i2").asShortBuffer(), walks(file));
    }

    private static List<Walk> walks(Path file) {
        IntBuffer offsets = Npz.read(file, "offset", "<i4").asIntBuffer();
        ShortBuffer persons = Npz.read(file, "person", "<i2").asShortBuffer();
        ShortBuffer numbers = Npz.read(file, "walk", "<i2").asShortBuffer();
        List<Walk> walks = new ArrayList<>();
        for (int i = 0; i < persons.limit(); i++) {
            walks.add(new Walk(persons.get(i), numbers.get(i), offsets.get(i), offsets.get(i + 1) - offsets.get(i)));
        }
        return List.copyOf(walks);
    }

    /** All recordings, by person, then number. */
    List<Walk> walks() {
        return walks;
    }

    /** The published split, drawn with one of the five seeds. */
    KgbdSplit split(int seed) {
        return KgbdSplit.read(folder.resolve(SPLIT_FILE), seed);
    }

    /** All windows of a walk: {@code [windows, f, 20, 3]}, from position 0 to the limit. */
    FloatBuffer windows(Walk walk, int f) {
        int frames = walk.windows(f) * f;
        FloatBuffer target = FloatBuffer.allocate(frames * Skeleton.K20 * 3);
        for (int frame = 0; frame < frames; frame++) {
            copyFrame(walk.firstRow() + DROPPED + frame, target);
        }
        return target.flip();
    }

    /** Appends one window of a walk, as {@link #windows} does all of them. */
    void copyWindow(Walk walk, int window, int f, FloatBuffer target) {
        for (int frame = 0; frame < f; frame++) {
            copyFrame(walk.firstRow() + DROPPED + window * f + frame, target);
        }
    }

    private void copyFrame(int row, FloatBuffer target) {
        for (int raw : RAW_OF_K20) {
            int at = (row * Skeleton.K20 + raw) * 3;
            for (int axis = 0; axis < 3; axis++) {
                target.put(coordinates.get(at + axis) * METRES_PER_UNIT);
            }
        }
    }

    /** SHA-256 of the recordings' file, in hexadecimal digits. */
    String fingerprint() {
        try (var in = new DigestInputStream(Files.newInputStream(folder.resolve(DATA_FILE)),
                MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + DATA_FILE, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
