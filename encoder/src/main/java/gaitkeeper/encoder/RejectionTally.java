package gaitkeeper.encoder;

import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.TrackId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Collects refusals that come in floods (late frames, too many tracks), one entry per source and reason, so that a second of
 * bad input makes a handful of records on {@code gk.rejected} and not thousands.
 */
final class RejectionTally {
    /** Key of refusals on their way through a topology; their own key follows when the streams part. */
    static final TrackId KEY = new TrackId("-", "-", "rejected");

    private static final int MAX_ENTRIES = 1_000;
    private static final String OTHERS = "others";

    private final Rejection.Stage stage;
    private final Map<Source, Entry> entries = new LinkedHashMap<>();

    RejectionTally(Rejection.Stage stage) {
        this.stage = stage;
    }

    /** Counts one refusal; only the first of its kind is hashed. */
    void add(String source, Reason reason, String message, byte[] refused) {
        Source key = new Source(entries.size() < MAX_ENTRIES ? source : OTHERS, reason);
        entries.computeIfAbsent(key, k -> new Entry(message, refused.length, hash(refused))).count++;
    }

    /** Hands everything over and starts afresh. */
    void drain(long nowNs, BiConsumer<String, Rejection> to) {
        entries.forEach((key, entry) -> to.accept(key.source,
                new Rejection(stage, key.reason, entry.message, nowNs, entry.size, entry.hash, entry.count)));
        entries.clear();
    }

    /** First 8 bytes of the SHA-256. */
    static long hash(byte[] bytes) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private record Source(String source, Reason reason) {}

    private static final class Entry {
        final String message;
        final long size;
        final long hash;
        int count;

        Entry(String message, long size, long hash) {
            this.message = message;
            this.size = size;
            this.hash = hash;
        }
    }
}
