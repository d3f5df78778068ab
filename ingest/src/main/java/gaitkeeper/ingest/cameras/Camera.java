package gaitkeeper.ingest.cameras;

/**
 * One calibrated camera: a pinhole with two radial and two tangential coefficients (Brown 1966), where it stands, and how it is
 * turned. Axes are those of computer vision: x right, y down, z forward.
 */
public final class Camera {
    private static final int ROUNDS = 5;

    private final String name;
    private final Lens lens;
    private final double[] rotation;
    private final double[] place;

    /**
     * Makes a camera.
     *
     * @param name as its folder or stream is called
     * @param rotation world to camera, nine numbers row by row
     * @param place of the camera in the world, metres
     */
    public Camera(String name, Lens lens, double[] rotation, double[] place) {
        if (rotation.length != 9 || place.length != 3) {
            throw new IllegalArgumentException("a rotation has nine numbers and a place three");
        }
        this.name = name;
        this.lens = lens;
        this.rotation = rotation.clone();
        this.place = place.clone();
    }

    /**
     * What the lens does to a picture.
     *
     * @param fx focal length along x, pixels
     * @param fy focal length along y, pixels
     * @param cx principal point, pixels
     * @param cy principal point, pixels
     * @param k1 radial
     * @param k2 radial
     * @param p1 tangential
     * @param p2 tangential
     */
    public record Lens(double fx, double fy, double cx, double cy, double k1, double k2, double p1, double p2) {
        /** Checks that there is a picture. */
        public Lens {
            if (!(fx > 0 && fy > 0)) {
                throw new IllegalArgumentException("focal lengths must be positive");
            }
        }
    }

    /** As its folder or stream is called. */
    public String name() {
        return name;
    }

    double focal() {
        return (lens.fx + lens.fy) / 2;
    }

    /** Where the sight ray of an image point meets the plane one metre before the camera: pixels in, {@code {x, y}} out. */
    double[] ray(double u, double v) {
        double x0 = (u - lens.cx) / lens.fx;
        double y0 = (v - lens.cy) / lens.fy;
        double x = x0;
        double y = y0;
        // The distortion is small, so that repeated correction converges within a thousandth of a pixel.
        for (int round = 0; round < ROUNDS; round++) {
            double r2 = x * x + y * y;
            double radial = 1 + lens.k1 * r2 + lens.k2 * r2 * r2;
            double nextX = (x0 - 2 * lens.p1 * x * y - lens.p2 * (r2 + 2 * x * x)) / radial;
            y = (y0 - lens.p1 * (r2 + 2 * y * y) - 2 * lens.p2 * x * y) / radial;
            x = nextX;
        }
        return new double[]{x, y};
    }

    /** A point of the world as the camera sees it, metres. */
    public double[] see(double[] world) {
        double[] seen = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int axis = 0; axis < 3; axis++) {
                seen[row] += rotation[row * 3 + axis] * (world[axis] - place[axis]);
            }
        }
        return seen;
    }

    double rotation(int row, int axis) {
        return rotation[row * 3 + axis];
    }

    double place(int axis) {
        return place[axis];
    }
}
