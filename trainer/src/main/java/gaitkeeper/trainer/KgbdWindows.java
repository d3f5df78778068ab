package gaitkeeper.trainer;

import gaitkeeper.core.Cutting;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Skeleton;
import gaitkeeper.recordings.Order;
import gaitkeeper.recordings.PersonNumbers;
import gaitkeeper.recordings.Recording;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

    private final Path folder;
    private final List<Walk> walks;
    private final Map<Walk, gaitkeeper.recordings.Walk> recorded;

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
            return Cutting.PLAIN.count(f, usable());
        }

        /** Frames that are not dropped. */
        int usable() {
            return Math.max(0, frames - 2 * DROPPED);
        }
    }

    private KgbdWindows(Path folder, List<Walk> walks, Map<Walk, gaitkeeper.recordings.Walk> recorded) {
        this.folder = folder;
        this.walks = walks;
        this.recorded = recorded;
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
        try {
            return of(folder, Recording.open(folder.resolve(DATA_FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + DATA_FILE, e);
        }
    }

    private static KgbdWindows of(Path folder, Recording recording) {
        Map<String, Integer> numbers = PersonNumbers.of(recording);
        Map<Walk, gaitkeeper.recordings.Walk> recorded = new HashMap<>();
        List<Walk> walks = new ArrayList<>();
        int row = 0;
        for (gaitkeeper.recordings.Walk walk : recording.walks()) {
            int person = Objects.requireNonNull(numbers.get(walk.person()), "every person has a number");
            var window = new Walk(person, walk.walk(), row, walk.frames());
            recorded.put(window, walk);
            walks.add(window);
            row += walk.frames();
        }
        return new KgbdWindows(folder, List.copyOf(walks), recorded);
    }

    /** All recordings, by person, then number. */
    List<Walk> walks() {
        return walks;
    }

    /** The published split, drawn with one of the five seeds. */
    KgbdSplit split(int seed) {
        return KgbdSplit.read(folder.resolve(SPLIT_FILE), seed, recorded);
    }

    /** All windows of a walk: {@code [windows, f, 20, 3]}, from position 0 to the limit. */
    FloatBuffer windows(Walk walk, int f) {
        int frames = walk.windows(f) * f;
        FloatBuffer target = FloatBuffer.allocate(frames * Skeleton.K20 * 3);
        if (frames > 0) {
            Objects.requireNonNull(recorded.get(walk), "a walk of this data").copy(DROPPED, frames, Order.BODY,
                    Skeleton.K20, target);
        }
        return target.flip();
    }

    /**
     * Appends f frames of a walk.
     *
     * @param first among those that are not dropped
     * @param order of the joints
     */
    void copyWindow(Walk walk, int first, int f, Order order, FloatBuffer target) {
        Objects.requireNonNull(recorded.get(walk), "a walk of this data").copy(DROPPED + first, f, order,
                Skeleton.K20, target);
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
