package gaitkeeper.core.bundle;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Probabilistic linear discriminant analysis (Ioffe, ECCV 2006; Prince and Elder, ICCV 2007) of mean embeddings: how much
 * likelier two means are if they are of one person than if they are of two.
 *
 * <p>Along each of its axes an embedding is the sum of a person's own value, an error of the visit and an error of the window,
 * all normal and independent. Windows of a visit are averaged, so the window's error shrinks with their number, while the
 * visit's stays: that is why a long track says more, but not without end. Safe for use by several threads.
 */
public final class Plda {
    /** Numbers of windows that are told apart; a number between two counts as the lower. */
    private static final int[] LEVELS = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256};

    private final int width;
    private final int axes;
    private final float[] mean;
    /** A row for each value of an embedding; indexed as the projection is, so that the compiler makes vector instructions of it. */
    private final float[][] basis;
    private final float[] between;
    private final float[] visit;
    private final float[] window;
    private final ConcurrentMap<Integer, Terms> terms = new ConcurrentHashMap<>();

    /**
     * Makes one from what was learned.
     *
     * @param mean of all embeddings, {@code [width]}
     * @param basis the axes, {@code [width, axes]}
     * @param between variance of people along each axis, above 0
     * @param visit variance of a person's visits, 0 or more
     * @param window variance of a visit's windows, 0 or more; neighbours err alike, so more than that of single windows
     * @throws IllegalArgumentException if the lengths or values do not fit each other
     */
    public Plda(float[] mean, float[] basis, float[] between, float[] visit, float[] window) {
        width = mean.length;
        axes = between.length;
        if (basis.length != width * axes || visit.length != axes || window.length != axes || axes == 0) {
            throw new IllegalArgumentException(
                    "a PLDA of width " + width + " and " + axes + " axes does not fit a basis of "
                            + basis.length + " and variances of " + visit.length + " and " + window.length);
        }
        for (int i = 0; i < axes; i++) {
            if (!(between[i] > 0 && visit[i] + window[i] > 0)) {
                throw new IllegalArgumentException("a PLDA's variances must be above 0, axis " + i + " is not");
            }
        }
        this.mean = mean.clone();
        this.basis = rows(basis, width, axes);
        this.between = between.clone();
        this.visit = visit.clone();
        this.window = window.clone();
    }

    private static float[][] rows(float[] matrix, int rows, int columns) {
        float[][] split = new float[rows][];
        for (int row = 0; row < rows; row++) {
            split[row] = Arrays.copyOfRange(matrix, row * columns, (row + 1) * columns);
        }
        return split;
    }

    /** What does not depend on the embeddings, for a number of windows on either side. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Terms(double constant, float[] track, float[] cross, float[] person) {}

    /** Values of an embedding that it compares. */
    public int width() {
        return width;
    }

    /** Values of a projected embedding. */
    public int axes() {
        return axes;
    }

    /** A mean embedding, {@code [width]}, along the axes: {@code [axes]}. */
    public float[] project(float[] embedding) {
        float[] projected = new float[axes];
        for (int i = 0; i < width; i++) {
            float value = embedding[i] - mean[i];
            float[] row = basis[i];
            for (int axis = 0; axis < axes; axis++) {
                projected[axis] += value * row[axis];
            }
        }
        return projected;
    }

    /**
     * The logarithm of the likelihood ratio, in nats: above 0 speaks for one person, below for two.
     *
     * @param track projected mean of a track
     * @param windows of the track, 1 or more
     * @param person projected mean of what is known of a person
     * @param known windows behind that, 1 or more
     */
    public float likelihood(float[] track, int windows, float[] person, int known) {
        Terms t = terms.computeIfAbsent(level(windows) * LEVELS.length + level(known), this::terms);
        double sum = t.constant;
        for (int i = 0; i < axes; i++) {
            sum += track[i] * (t.track[i] * track[i] + t.cross[i] * person[i]) + t.person[i] * person[i] * person[i];
        }
        return (float) sum;
    }

    /** The number of windows that so many count as: the highest that is told apart and not above. */
    public static int counted(int windows) {
        return LEVELS[level(windows)];
    }

    /** Standard deviation along each axis of the means of so many windows, {@code [axes]}. */
    public float[] spread(int windows) {
        float[] spread = new float[axes];
        for (int i = 0; i < axes; i++) {
            spread[i] = (float) Math.sqrt(between[i] + visit[i] + window[i] / windows);
        }
        return spread;
    }

    /**
     * The likelihood ratio of one track as a function of what is known of a person.
     *
     * @param track projected mean of the track
     * @param windows of the track, 1 or more
     * @param known windows behind the person's mean, 1 or more
     */
    public Form against(float[] track, int windows, int known) {
        Terms t = terms.computeIfAbsent(level(windows) * LEVELS.length + level(known), this::terms);
        double constant = t.constant;
        float[] linear = new float[axes];
        for (int i = 0; i < axes; i++) {
            constant += track[i] * track[i] * t.track[i];
            linear[i] = t.cross[i] * track[i];
        }
        return new Form((float) constant, linear, t.person);
    }

    /**
     * {@link #likelihood} as a quadratic form of the person's projected mean {@code y}: the constant and, along each axis,
     * {@code y (linear + square * y)}. The arrays are shared: do not modify.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Form(float constant, float[] linear, float[] square) {}

    private static int level(int windows) {
        int at = Arrays.binarySearch(LEVELS, windows);
        return at >= 0 ? at : Math.max(0, -at - 2);
    }

    /** The density of a pair of normal values with a common part, over the product of their own densities. */
    private Terms terms(int levels) {
        int windows = LEVELS[levels / LEVELS.length];
        int known = LEVELS[levels % LEVELS.length];
        var made = new Terms(constant(windows, known), new float[axes], new float[axes], new float[axes]);
        for (int i = 0; i < axes; i++) {
            double b = between[i];
            double track = b + visit[i] + window[i] / (double) windows;
            double person = b + visit[i] + window[i] / (double) known;
            double determinant = track * person - b * b;
            made.track[i] = (float) (-0.5 * (person / determinant - 1 / track));
            made.cross[i] = (float) (b / determinant);
            made.person[i] = (float) (-0.5 * (track / determinant - 1 / person));
        }
        return made;
    }

    private double constant(int windows, int known) {
        double sum = 0;
        for (int i = 0; i < axes; i++) {
            double b = between[i];
            double track = b + visit[i] + window[i] / (double) windows;
            double person = b + visit[i] + window[i] / (double) known;
            sum -= 0.5 * Math.log1p(-b * b / (track * person));
        }
        return sum;
    }

    /** As text: Base64 of little endian i32 width, i32 axes, then mean, basis and the three variances as f32. */
    public String text() {
        ByteBuffer bytes = ByteBuffer.allocate(8 + 4 * (width + width * axes + 3 * axes))
                .order(ByteOrder.LITTLE_ENDIAN).putInt(width).putInt(axes);
        FloatBuffer numbers = bytes.asFloatBuffer().put(mean);
        for (float[] row : basis) {
            numbers.put(row);
        }
        numbers.put(between).put(visit).put(window);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /**
     * Reads {@link #text()}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Plda of(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
        int width = bytes.remaining() < 8 ? 0 : bytes.getInt();
        int axes = width == 0 ? 0 : bytes.getInt();
        if (width < 1 || axes < 1 || bytes.remaining() != 4L * width + 4L * width * axes + 12L * axes) {
            throw new IllegalArgumentException("not a PLDA: export the bundle again");
        }
        return new Plda(floats(bytes, width), floats(bytes, width * axes), floats(bytes, axes), floats(bytes, axes),
                floats(bytes, axes));
    }

    private static float[] floats(ByteBuffer bytes, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = bytes.getFloat();
        }
        return values;
    }
}
