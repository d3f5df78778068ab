package gaitkeeper.client;

/** Why something was not done, in the server's words. */
public final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    ApiException(int status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Stable word for programs, such as {@code changed-meanwhile}. */
    public String code() {
        return code;
    }
}
