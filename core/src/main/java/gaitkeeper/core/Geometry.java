package gaitkeeper.core;

/** Where a family of sensors places joints of the same name; bodies of different geometry are not directly comparable. */
public enum Geometry {
    /** Kinect v1: the spine joint sits low, the head high. */
    K1(1, "k1"),
    /** Kinect v2 and sources mapped to it. */
    K2(2, "k2");

    private final int code;
    private final String id;

    Geometry(int code, String id) {
        this.code = code;
        this.id = id;
    }

    /** Stable wire code. */
    public int code() {
        return code;
    }

    /** The name used in JSON. */
    public String id() {
        return id;
    }

    /**
     * Finds a geometry by wire code.
     *
     * @throws MalformedException if there is none
     */
    public static Geometry ofCode(int code) {
        return switch (code) {
            case 1 -> K1;
            case 2 -> K2;
            default -> throw new MalformedException(Reason.UNKNOWN_LAYOUT, "geometry code " + code + " is unknown");
        };
    }

    /**
     * Finds a geometry by its JSON name.
     *
     * @throws MalformedException if there is none
     */
    public static Geometry ofId(String id) {
        return switch (id) {
            case "k1" -> K1;
            case "k2" -> K2;
            default -> throw new MalformedException(Reason.UNKNOWN_LAYOUT, "geometry must be k1 or k2");
        };
    }
}
