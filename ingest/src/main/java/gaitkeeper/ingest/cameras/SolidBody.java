package gaitkeeper.ingest.cameras;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A body in space, from the views of two cameras or more: for each joint the point that lies nearest to all sight rays, weighted by
 * confidence (Hartley and Zisserman 2004, section 12.2). A ray that misses the point by far is left out if two others remain.
 */
public final class SolidBody {
    /** How sure a camera must be of a joint for its ray to count. */
    private static final double SURE = 0.2;
    /** A ray that passes further from the point than this many pixels is of something else. */
    private static final double MOST_MISS = 40;

    private final List<View> views;
    private final double[][] places;
    private final double[] confidence;

    SolidBody(List<View> views) {
        this.views = List.copyOf(views);
        int joints = views.getFirst().joints();
        places = new double[joints][];
        confidence = new double[joints];
        for (int joint = 0; joint < joints; joint++) {
            place(joint);
        }
    }

    private void place(int joint) {
        boolean[] used = new boolean[views.size()];
        int count = 0;
        for (int i = 0; i < used.length; i++) {
            used[i] = views.get(i).confidence(joint) >= SURE;
            count += used[i] ? 1 : 0;
        }
        places[joint] = new double[]{Double.NaN, Double.NaN, Double.NaN};
        for (; count >= 2; count--) {
            double[] at = meet(joint, used);
            int worst = worst(joint, used, at);
            if (views.get(worst).miss(joint, at) <= MOST_MISS) {
                places[joint] = at;
                confidence[joint] = mean(joint, used, count);
                return;
            }
            used[worst] = false;
        }
    }

    /** The rays' least-squares meeting point: each gives two planes, {@code (x r3 - r1) (X - c) = 0} and the same of y. */
    private double[] meet(int joint, boolean[] used) {
        double[] a = new double[9];
        double[] b = new double[3];
        for (int i = 0; i < used.length; i++) {
            if (used[i]) {
                View view = views.get(i);
                addPlane(a, b, view, view.x(joint), 0, view.confidence(joint));
                addPlane(a, b, view, view.y(joint), 1, view.confidence(joint));
            }
        }
        return solve(a, b);
    }

    private static void addPlane(double[] a, double[] b, View view, double ray, int row, double weight) {
        double[] normal = new double[3];
        double offset = 0;
        for (int axis = 0; axis < 3; axis++) {
            normal[axis] = weight * (ray * view.camera().rotation(2, axis) - view.camera().rotation(row, axis));
            offset += normal[axis] * view.camera().place(axis);
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                a[i * 3 + j] += normal[i] * normal[j];
            }
            b[i] += normal[i] * offset;
        }
    }

    /** Cramer's rule; not a number where the rays are parallel. */
    private static double[] solve(double[] a, double[] b) {
        double[] x = new double[3];
        double all = determinant(a);
        for (int column = 0; column < 3; column++) {
            double[] replaced = a.clone();
            for (int row = 0; row < 3; row++) {
                replaced[row * 3 + column] = b[row];
            }
            x[column] = determinant(replaced) / all;
        }
        return x;
    }

    private static double determinant(double[] m) {
        return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6])
                + m[2] * (m[3] * m[7] - m[4] * m[6]);
    }

    private int worst(int joint, boolean[] used, double[] at) {
        int worst = -1;
        double most = -1;
        for (int i = 0; i < used.length; i++) {
            if (used[i] && !(views.get(i).miss(joint, at) <= most)) {
                most = views.get(i).miss(joint, at);
                worst = i;
            }
        }
        return worst;
    }

    private double mean(int joint, boolean[] used, int count) {
        double sum = 0;
        for (int i = 0; i < used.length; i++) {
            sum += used[i] ? views.get(i).confidence(joint) : 0;
        }
        return sum / count;
    }

    List<View> views() {
        return views;
    }

    /** Joints placed. */
    int placed() {
        int count = 0;
        for (double sure : confidence) {
            count += sure > 0 ? 1 : 0;
        }
        return count;
    }

    /** How far the rays of the view that fits worst pass the joints, pixels, in the median; infinite if it sees none of them. */
    double miss() {
        return views.stream().mapToDouble(this::miss).max().orElse(Double.POSITIVE_INFINITY);
    }

    private double miss(View view) {
        double[] misses = IntStream.range(0, places.length)
                .filter(joint -> confidence[joint] > 0 && view.confidence(joint) >= SURE)
                .mapToDouble(joint -> view.miss(joint, places[joint])).sorted().toArray();
        return misses.length == 0 ? Double.POSITIVE_INFINITY : misses[misses.length / 2];
    }

    /** Where a joint is as seen by a camera, metres; not a number if it is not placed. */
    public double[] seenBy(Camera camera, int joint) {
        return camera.see(places[joint]);
    }

    /** How sure its joints are, 0 if not placed. */
    public double confidence(int joint) {
        return confidence[joint];
    }
}
