package gaitkeeper.ingest.format;

import java.util.ArrayList;
import java.util.List;

/**
 * Gives bodies of a source that does not track an id for as long as they move little from frame to frame: the nearest one of the frame
 * before. For one thread.
 */
final class Follower {
    /** Nobody moves further between two frames of a source, metres. */
    private static final double STRIDE = 0.5;
    /** Frames without a body after which it is somebody new. */
    private static final int PATIENCE = 15;

    private final List<Followed> known = new ArrayList<>();
    private int ids;

    /** Somebody, and where and when last. */
    private static final class Followed {
        private final int id;
        private double x;
        private double y;
        private double z;
        private long frame;

        Followed(int id) {
            this.id = id;
        }

        double distance(double atX, double atY, double atZ) {
            return Math.hypot(Math.hypot(x - atX, y - atY), z - atZ);
        }
    }

    /** The id of the body that is here in this frame, metres. */
    String follow(long frame, double x, double y, double z) {
        known.removeIf(one -> frame - one.frame > PATIENCE);
        Followed nearest = null;
        for (Followed one : known) {
            boolean nearer = nearest == null || one.distance(x, y, z) < nearest.distance(x, y, z);
            if (one.frame != frame && one.distance(x, y, z) < STRIDE && nearer) {
                nearest = one;
            }
        }
        if (nearest == null) {
            nearest = new Followed(++ids);
            known.add(nearest);
        }
        nearest.frame = frame;
        nearest.x = x;
        nearest.y = y;
        nearest.z = z;
        return Integer.toString(nearest.id);
    }
}
