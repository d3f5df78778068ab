package gaitkeeper.core;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The joint list a source speaks ({@code specs/skeleton-sources.md}, section 3). Frames are canonical K25 whatever their
 * layout; it is kept because derived joints carry less evidence, and a change of layout ends a track's window.
 *
 * <p>Here is only each layout's stable wire code; all else stands in {@code layouts.txt}.
 */
public enum Layout {
    /** Microsoft Kinect v1, SDK 1.x: 20 joints. */
    KINECT_V1(1),
    /** Microsoft Kinect v2, SDK 2.0: 25 joints, the canonical order itself. */
    KINECT_V2(2),
    /** KGBD's raw text order: Kinect v1 joints, head first. */
    KGBD_RAW20(3),
    /** Azure Kinect body tracking, Orbbec Femto through its wrapper. */
    AZURE_KINECT_32(4),
    /** ZED, 34 joints: Azure's and two heels. */
    ZED_BODY_34(5),
    /** ZED, 38 joints. */
    ZED_BODY_38(6),
    /** ZED, 18 joints: OpenPose's COCO list. */
    ZED_BODY_18(7),
    /** OpenPose BODY_25. */
    OPENPOSE_BODY25(8),
    /** COCO, 17 joints. */
    COCO17(9),
    /** Halpe, 26 joints. */
    HALPE26(10),
    /** COCO-WholeBody, 133 joints. */
    COCO_WHOLEBODY133(11),
    /** Human3.6M as lifted poses use it, 17 joints. */
    H36M17(12),
    /** MediaPipe's world landmarks. */
    MEDIAPIPE33(13),
    /** NVIDIA BodyPose3DNet, Maxine, {@code pose3D}. */
    NVIDIA_BODY34(14),
    /** Nuitrack's 25 ids, of which 20 are filled. */
    NUITRACK25(15),
    /** Orbbec Astra. */
    ASTRA19(16),
    /** OpenPose BODY_25B: COCO's 17 joints, neck, head and feet. */
    OPENPOSE_BODY25B(17);

    private static final Layout[] BY_CODE = new Layout[256];
    private static final Map<String, Layout> BY_ID = new HashMap<>();

    static {
        for (Layout layout : values()) {
            BY_CODE[layout.code] = layout;
            BY_ID.put(layout.id, layout);
        }
    }

    private final int code;
    private final String id = name().toLowerCase(Locale.ROOT);
    private final int joints = row().joints().size();

    Layout(int code) {
        this.code = code;
    }

    private LayoutTable.Row row() {
        return LayoutTable.row(id);
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

    /** Names of the joints in the order of the source. */
    public List<String> jointNames() {
        return row().joints();
    }

    /**
     * Finds a joint by name; case, {@code -} and {@code _} do not matter.
     *
     * @return its index, or -1 if the layout has none of that name
     */
    public int jointOf(String name) {
        return row().jointOf(name);
    }

    /** The frame in which its sources give joints; empty if that differs and must be configured. */
    public Optional<Axes> axes() {
        return row().axes();
    }

    /** The unit in which its sources give joints; empty if that differs and must be configured. */
    public Optional<Unit> unit() {
        return row().unit();
    }

    /** Whether its sources measure bodies; false if a model guesses their size. */
    public boolean metric() {
        return row().metric();
    }

    /** Where its sources place joints. */
    Geometry geometry() {
        return row().geometry();
    }

    /** An operator for each K25 slot, as {@link JointMap} reads them. */
    List<String> operators() {
        return row().k25();
    }

    /**
     * Finds a layout by wire code.
     *
     * @throws MalformedException if there is none
     */
    public static Layout ofCode(int code) {
        Layout layout = code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
        if (layout == null) {
            throw new MalformedException(Reason.UNKNOWN_LAYOUT, "layout code " + code + " is unknown to this version");
        }
        return layout;
    }

    /**
     * Finds a layout by its JSON name or another name for it.
     *
     * @throws MalformedException if there is none; the message lists what there is
     */
    public static Layout ofId(String id) {
        Layout layout = BY_ID.get(LayoutTable.resolve(id));
        if (layout == null) {
            throw new MalformedException(Reason.UNKNOWN_LAYOUT, "source is none of "
                    + Arrays.stream(values()).map(Layout::id).collect(Collectors.joining(", ")));
        }
        return layout;
    }
}
