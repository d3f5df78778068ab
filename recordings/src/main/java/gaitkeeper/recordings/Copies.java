package gaitkeeper.recordings;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Walks that repeat another one frame by frame, as KGBD's fifth walk of person 64 repeats the fourth. */
public final class Copies {
    private Copies() {}

    /**
     * Reads all frames of all walks.
     *
     * @return each copy with the walk it repeats: the first of its kind
     */
    public static Map<Take, Take> of(Recording recording) {
        Map<String, Take> seen = new HashMap<>();
        Map<Take, Take> copies = new TreeMap<>((one, other) -> one.name().compareTo(other.name()));
        for (Walk walk : recording.walks()) {
            Take first = seen.putIfAbsent(digest(walk), walk.take());
            if (first != null) {
                copies.put(walk.take(), first);
            }
        }
        return copies;
    }

    private static String digest(Walk walk) {
        int width = walk.style().joints().joints() * 3;
        FloatBuffer frame = FloatBuffer.allocate(width);
        ByteBuffer bytes = ByteBuffer.allocate(width * Float.BYTES);
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) walk.style().joints().code());
            for (int index = 0; index < walk.frames(); index++) {
                walk.joints().copy(index, frame.clear());
                bytes.clear().asFloatBuffer().put(frame.flip());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
