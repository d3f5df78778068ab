package gaitkeeper.core;

/**
 * Input that cannot be accepted, with the reason that goes to its sender.
 *
 * <p>Thrown by parsers and decoders and caught where a {@link Rejection} can be published; anything else a decoder throws is
 * a bug. The message says what to change and never repeats coordinates. It carries no stack trace: bad input is normal.
 */
public final class MalformedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Makes an exception with the reason and a message that says what to change. */
    public MalformedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The reason, as counted and published. */
    public Reason reason() {
        return reason;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
