package gaitkeeper.core;

/**
 * One look-up or change by somebody, as {@code gk.audit} keeps it. With the matches' own log this is what Article 12(3) of the
 * EU's AI Act asks to be recorded: the period of use, the reference data searched, the input, and who took part.
 *
 * @param startNs when it began, nanoseconds since the epoch, host clock
 * @param endNs when it was answered, or a stream was closed
 * @param who the caller's name
 * @param standing role and means of authentication, such as {@code operator/key}
 * @param address they asked from
 * @param operation what they asked for, by its name in the API's document
 * @param target whom or what it was about: an identity, a track, what was searched for; may be empty
 * @param status HTTP status of the answer
 * @param galleryVersion entries of the identity log that the gallery searched had applied
 */
public record AuditEntry(long startNs, long endNs, String who, String standing, String address, String operation,
        String target, int status, long galleryVersion) {
    /** Longest target in characters. */
    public static final int MAX_TARGET = 500;

    /** Shortens the target. */
    public AuditEntry {
        target = target.length() <= MAX_TARGET ? target : target.substring(0, MAX_TARGET);
    }
}
