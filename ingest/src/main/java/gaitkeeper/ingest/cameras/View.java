package gaitkeeper.ingest.cameras;

/** One body as one camera sees it: a sight ray and a confidence for each joint. */
public final class View {
    private final Camera camera;
    private final double[] x;
    private final double[] y;
    private final double[] confidence;

    /** Starts with no joint seen. */
    public View(Camera camera, int joints) {
        this.camera = camera;
        this.x = new double[joints];
        this.y = new double[joints];
        this.confidence = new double[joints];
    }

    /**
     * Notes where a joint is in the picture.
     *
     * @param u pixels from the left
     * @param v pixels from the top
     * @param sure 0 to 1; 0 is not seen
     */
    public void see(int joint, double u, double v, double sure) {
        double[] ray = camera.ray(u, v);
        x[joint] = ray[0];
        y[joint] = ray[1];
        confidence[joint] = Double.isFinite(ray[0] + ray[1]) && sure > 0 ? Math.min(1, sure) : 0;
    }

    Camera camera() {
        return camera;
    }

    int joints() {
        return x.length;
    }

    double x(int joint) {
        return x[joint];
    }

    double y(int joint) {
        return y[joint];
    }

    double confidence(int joint) {
        return confidence[joint];
    }

    /** How far a point of the world is seen from where the joint is, pixels; infinite behind the camera. */
    double miss(int joint, double[] world) {
        double[] seen = camera.see(world);
        return seen[2] <= 0
                ? Double.POSITIVE_INFINITY
                : camera.focal() * Math.hypot(seen[0] / seen[2] - x[joint], seen[1] / seen[2] - y[joint]);
    }
}
