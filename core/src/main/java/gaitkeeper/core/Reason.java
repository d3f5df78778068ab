package gaitkeeper.core;

/** Why something was refused. The code goes to the sender, to {@code gk.rejected} and into the metrics' labels. */
public enum Reason {
    /** Not JSON, or cut short. */
    BAD_JSON(1),
    /** A required field is missing or has the wrong type. */
    BAD_FIELD(2),
    /** The message is larger than the limit. */
    TOO_LARGE(3),
    /** The number of joints does not fit the layout. */
    WRONG_JOINT_COUNT(4),
    /** A coordinate or confidence is NaN or infinite. */
    NOT_FINITE(5),
    /** A coordinate lies outside ±100 m or a confidence outside 0..1. */
    OUT_OF_RANGE(6),
    /** The event time is negative, far in the past or in the future. */
    BAD_TIME(7),
    /** The sensor, session or track id is not usable as a key. */
    BAD_KEY(8),
    /** A layout, geometry or source name this version does not know. */
    UNKNOWN_LAYOUT(9),
    /** A wire or schema version this version does not know. */
    UNKNOWN_VERSION(10),
    /** Bytes on a topic that are not what the topic holds. */
    BAD_BYTES(11),
    /** An older frame of a track, or one seen already. */
    LATE_OR_DUPLICATE(12),
    /** More live tracks than the configured bound. */
    TOO_MANY_TRACKS(13),
    /** No model accepts this layout or length. */
    NO_MODEL(14),
    /** The encoder failed on this sequence. */
    ENCODER_FAILED(15),
    /** The broker could not be reached in time and the buffer is full. */
    UNAVAILABLE(16),
    /** A gallery command that cannot be applied. */
    BAD_COMMAND(17),
    /** A document of none of the formats that can be read. */
    UNKNOWN_FORMAT(18),
    /** Frames of a stream that failed its self-checks; the message names check and remedy. */
    QUARANTINED(19);

    private static final Reason[] BY_CODE = new Reason[64];

    static {
        for (Reason reason : values()) {
            BY_CODE[reason.code] = reason;
        }
    }

    private final int code;

    Reason(int code) {
        this.code = code;
    }

    /** Stable wire code, 1 to 63. */
    public int code() {
        return code;
    }

    /**
     * Finds a reason by its wire code.
     *
     * @throws MalformedException if no reason has that code
     */
    public static Reason ofCode(int code) {
        if (code <= 0 || code >= BY_CODE.length || BY_CODE[code] == null) {
            throw new MalformedException(BAD_BYTES, "reason code " + code + " is unknown");
        }
        return BY_CODE[code];
    }
}
