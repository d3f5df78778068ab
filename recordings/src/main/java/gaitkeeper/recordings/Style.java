package gaitkeeper.recordings;

import gaitkeeper.core.Geometry;

/**
 * How a recording was made; the same for all of a data set.
 *
 * @param joints its joints and their order
 * @param geometry where the sensor places joints of the same name
 * @param framesPerSecond nominal rate, more than 0
 * @param head frames at the start that the published protocol drops, where tracking is bad
 * @param tail frames at the end that it drops
 * @param run 0 if the frames follow one another; f if they come in runs of f frames that were cut before we had them
 */
public record Style(JointList joints, Geometry geometry, float framesPerSecond, int head, int tail, int run) {
    /** BIWI: ten frames a second; ten frames dropped at each end. */
    static final Style BIWI = new Style(JointList.KINECT_V1, Geometry.K1, 10, 10, 10, 0);
    /** IAS-Lab's test folders; the rate is not documented. */
    static final Style IAS = new Style(JointList.KINECT_V1, Geometry.K1, 30, 10, 10, 0);
    /** IAS-Lab's training folder keeps its tail. */
    static final Style IAS_TRAINING = new Style(JointList.KINECT_V1, Geometry.K1, 30, 10, 0, 0);
    /** KGBD. */
    static final Style KGBD = new Style(JointList.KGBD_RAW20, Geometry.K1, 30, 10, 10, 0);
    /** KS20: nothing is dropped. */
    static final Style KS20 = new Style(JointList.KINECT_V2, Geometry.K2, 30, 0, 0, 0);

    /** Checks the numbers. */
    public Style {
        if (!(framesPerSecond > 0 && framesPerSecond <= 1000) || head < 0 || tail < 0 || run < 0) {
            throw new IllegalArgumentException(
                    "frames per second must lie in 0..1000, the dropped frames and the run must not be negative");
        }
    }

    /** The same with nothing left to drop. */
    Style clipped() {
        return new Style(joints, geometry, framesPerSecond, 0, 0, run);
    }

    /** What released arrays hold: runs of f frames, clipped already. */
    Style inRuns(int f) {
        return new Style(joints, geometry, framesPerSecond, 0, 0, f);
    }
}
