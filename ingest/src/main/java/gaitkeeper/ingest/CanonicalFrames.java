package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.json.JsonTokens;
import gaitkeeper.ingest.json.NotJsonException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Reads canonical messages into frames: JSON (schema: {@code frames.schema.json}), or binary, which a document's first bytes tell.
 * Immutable, safe for use by several threads, and without memory of what it read.
 *
 * <p>What is wrong with one body or message is reported and leaves the others unharmed, as long as the text is JSON; what is
 * not JSON, or where no binary message begins, ends its document, and what stood before it is kept.
 */
public final class CanonicalFrames implements DocumentReader {
    /** The content type of binary messages. */
    public static final String BINARY = "application/vnd.gaitkeeper.frames";
    /** The one message version so far, the field {@code v}. */
    public static final int VERSION = 1;
    /** Most bodies of a message. */
    public static final int MAX_BODIES = 64;
    /** Most problems told one by one; further ones are only counted. */
    public static final int MAX_LISTED = 100;

    private static final int MAX_TEXT = 4096;

    private final InstantSource clock;
    private final Times times;

    /** Makes a reader. */
    public CanonicalFrames(InstantSource clock, Times times) {
        this.clock = clock;
        this.times = times;
    }

    /** How a document holds several messages. */
    public enum Form {
        /** One JSON value after the other, each a message or an array of messages; or binary messages. */
        VALUES,
        /** The same, but each line stands for itself: a line that is not JSON harms no other (NDJSON). */
        LINES
    }

    /**
     * Which event times are accepted.
     *
     * @param maxAge how far an event may lie in the past
     * @param maxAhead how far a device's clock may run ahead of this host's
     */
    public record Times(Duration maxAge, Duration maxAhead) {
        private static final Duration LONGEST = Duration.ofDays(36_500);

        /** An hour old, or five minutes ahead. */
        public static final Times DEFAULT = new Times(Duration.ofHours(1), Duration.ofMinutes(5));

        /** Checks that both lie between 0 and 100 years. */
        public Times {
            if (maxAge.isNegative() || maxAhead.isNegative() || maxAge.compareTo(LONGEST) > 0
                    || maxAhead.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("maxAge and maxAhead must lie between 0 and 100 years");
            }
        }
    }

    /**
     * A frame and where it stood.
     *
     * @param message index of its message in the document
     * @param body index of its body in the message
     * @param track whose frame it is
     * @param frame the frame
     */
    public record Accepted(int message, int body, TrackId track, Frame frame) {
        /** Its place as told to the sender. */
        public String at() {
            return place(message, body);
        }
    }

    /**
     * Something refused.
     *
     * @param at its place, such as {@code [3]} (a message) or {@code [3].bodies[1]}; a single message is {@code [0]}
     * @param why reason and what to change
     * @param sensor the sensor's name, or empty if it is not known or not usable
     * @param from where it begins in the document, in bytes
     * @param to where it ends
     */
    public record Problem(String at, MalformedException why, String sensor, int from, int to) {
        /** Why. */
        public Reason reason() {
            return why.reason();
        }
    }

    /**
     * What a document held.
     *
     * @param frames what was accepted, in the order of the document
     * @param problems what was refused, the first {@value #MAX_LISTED}
     * @param unlisted how many more were refused, by reason
     */
    public record Result(List<Accepted> frames, List<Problem> problems, Map<Reason, Integer> unlisted) {
        /** Whether there was something to accept and none of it was accepted. */
        public boolean refused() {
            return frames.isEmpty() && !problems.isEmpty();
        }
    }

    InstantSource clock() {
        return clock;
    }

    Times times() {
        return times;
    }

    /** Reads a UTF-8 or a binary document. Never throws on account of its content. */
    @Override
    public Result parse(byte[] document, Form form) {
        var findings = new Findings(now(clock), times);
        if (BinaryMessages.begin(document)) {
            new BinaryMessages(document, findings).readAll();
        } else {
            parseJson(document, form, findings);
        }
        return findings.result();
    }

    private static void parseJson(byte[] document, Form form, Findings findings) {
        if (isBlank(document, 0, document.length)) {
            findings.brokenOff(0, document.length,
                    new MalformedException(Reason.BAD_JSON, "nothing was sent; send a message"));
        }
        switch (form) {
            case VALUES -> parse(document, 0, document.length, 1, findings);
            case LINES -> parseLines(document, findings);
        }
    }

    private static void parseLines(byte[] document, Findings findings) {
        int line = 1;
        for (int from = 0; from < document.length; line++) {
            int to = lineEnd(document, from);
            if (!isBlank(document, from, to)) {
                parse(document, from, to, line, findings);
            }
            from = to + 1;
        }
    }

    private static void parse(byte[] document, int from, int to, int line, Findings findings) {
        try {
            new MessageReader(new JsonTokens(document, from, to, MAX_TEXT), findings).readAll();
        } catch (NotJsonException e) {
            findings.brokenOff(from, to, e.refusal(line));
        }
    }

    private static int lineEnd(byte[] document, int from) {
        int at = from;
        while (at < document.length && document[at] != '\n') {
            at++;
        }
        return at;
    }

    private static boolean isBlank(byte[] document, int from, int to) {
        for (int at = from; at < to; at++) {
            if (document[at] != ' ' && document[at] != '\t' && document[at] != '\r' && document[at] != '\n') {
                return false;
            }
        }
        return true;
    }

    static String place(int message, int body) {
        return "[" + message + "].bodies[" + body + "]";
    }

    private static long now(InstantSource clock) {
        Instant now = clock.instant();
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }
}
