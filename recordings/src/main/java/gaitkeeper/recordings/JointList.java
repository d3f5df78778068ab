package gaitkeeper.recordings;

import gaitkeeper.core.JointMap;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The joints a recording holds, and their order ({@code data-and-protocol.md} section 1). */
public enum JointList {
    /** Kinect v1 order: BIWI, IAS-Lab. */
    KINECT_V1(1, 20, Layout.KINECT_V1),
    /** Kinect v2 order, which is K25: KS20, and whatever came through the live path. */
    KINECT_V2(2, 25, Layout.KINECT_V2),
    /** KGBD's own order, head first, right before left. */
    KGBD_RAW20(3, 20, Layout.KGBD_RAW20),
    /** The first 14 of OpenPose's COCO list, nose first: CASIA-B's lifted poses. Not replayable. */
    OPENPOSE14(4, 14, null);

    private final int code;
    private final int joints;
    private final @Nullable Layout layout;

    JointList(int code, int joints, @Nullable Layout layout) {
        this.code = code;
        this.joints = joints;
        this.layout = layout;
    }

    /** Stable code in set files. */
    int code() {
        return code;
    }

    /** Number of joints, J. */
    public int joints() {
        return joints;
    }

    /** The layout of frames made from it, if the live path has one. */
    public Optional<Layout> layout() {
        return Optional.ofNullable(layout);
    }

    /** How it becomes K25, if the live path has it. */
    Optional<JointMap> map() {
        return layout().map(JointMap::of);
    }

    /**
     * Finds a list by its code.
     *
     * @throws MalformedException if there is none
     */
    static JointList ofCode(int code) {
        for (JointList list : values()) {
            if (list.code == code) {
                return list;
            }
        }
        throw new MalformedException(Reason.UNKNOWN_LAYOUT, "joint list " + code + " is unknown to this version");
    }
}
