package gaitkeeper.core;

/**
 * The joint list a source speaks ({@code specs/skeleton-sources.md}, section 3). Frames are canonical K25 whatever their
 * layout; it is kept because derived joints carry less evidence, and a change of layout ends a track's window.
 */
public enum Layout {
    /** Microsoft Kinect v1, SDK 1.x: 20 joints. */
    KINECT_V1(1, "kinect_v1", 20),
    /** Microsoft Kinect v2, SDK 2.0: 25 joints, the canonical order itself. */
    KINECT_V2(2, "kinect_v2", 25),
    /** KGBD's raw text order: Kinect v1 joints, head first. */
    KGBD_RAW20(3, "kgbd_raw20", 20);

    private static final Layout[] VALUES = values();

    private final int code;
    private final String id;
    private final int joints;

    Layout(int code, String id, int joints) {
        this.code = code;
        this.id = id;
        this.joints = joints;
    }

    /** Stable wire code, 1 to 255. */
    public int code() {
        return code;
    }

    /** The name used in JSON and in the specification. */
    public String id() {
        return id;
    }

    /** Number of joints a source of this layout sends. */
    public int joints() {
        return joints;
    }

    /**
     * Finds a layout by wire code.
     *
     * @throws MalformedException if there is none
     */
    public static Layout ofCode(int code) {
        for (Layout layout : VALUES) {
            if (layout.code == code) {
                return layout;
            }
        }
        throw new MalformedException(Reason.UNKNOWN_LAYOUT, "layout code " + code + " is unknown to this version");
    }

    /**
     * Finds a layout by its JSON name.
     *
     * @throws MalformedException if there is none; the message lists what there is
     */
    public static Layout ofId(String id) {
        for (Layout layout : VALUES) {
            if (layout.id.equals(id)) {
                return layout;
            }
        }
        throw new MalformedException(Reason.UNKNOWN_LAYOUT,
                "source is none of kinect_v1, kinect_v2, kgbd_raw20");
    }
}
