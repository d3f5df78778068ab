package gaitkeeper.trainer.loop;

/** Data sets that the published systems have settings for. */
public enum DataSet {
    /** 20 people, 5 views, Kinect v2. */
    KS20(25),
    /** IAS-Lab: 11 people, Kinect v1. */
    IAS(20),
    /** 50 people, 28 of them twice, Kinect v1. */
    BIWI(20),
    /** 164 people, Kinect v1. */
    KGBD(20),
    /** 124 people, cross-view, lifted from images. */
    CASIA_B(14);

    private final int joints;

    DataSet(int joints) {
        this.joints = joints;
    }

    /** Joints of a frame, J. */
    public int joints() {
        return joints;
    }
}
