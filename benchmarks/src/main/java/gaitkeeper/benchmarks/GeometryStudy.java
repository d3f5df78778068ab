package gaitkeeper.benchmarks;

import ai.onnxruntime.OrtException;
import gaitkeeper.core.Frame;
import gaitkeeper.core.GeometryBridge;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.encoder.EncodingModel;
import gaitkeeper.recordings.Recording;
import gaitkeeper.recordings.Walk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What it costs that two sensors place trunk joints differently, and what re-deriving them from hips and shoulders gives back. The
 * recordings are of a Kinect v1; a Kinect v2 is taken to see the same limbs and to place the trunk where the specification measured it
 * (no people were recorded by both). Each person's first walk is known, every other is asked for; the nearest mean embedding answers.
 *
 * <pre>
 * ORT_DISABLE_TELEMETRY=1 java --enable-native-access=ALL-UNNAMED -cp 'benchmarks/target/benchmarks/lib/*' \
 *   gaitkeeper.benchmarks.GeometryStudy path/to/kgbd deploy/models/walkers-f30
 * </pre>
 */
public final class GeometryStudy {
    private static final long PERIOD_NS = 33_333_333L;
    private static final int BATCH = 16;

    private GeometryStudy() {}

    /** Prints a line for each pair of views. */
    public static void main(String[] args) throws IOException, OrtException {
        List<Walk> walks = Recording.open(Path.of(args[0])).walks();
        UnaryOperator<Frame> v1 = frame -> frame;
        UnaryOperator<Frame> v2 = GeometryBridge.TO_K2::cross;
        UnaryOperator<Frame> bridged = GeometryBridge.TO_K1::cross;
        UnaryOperator<Frame> v2Bridged = frame -> GeometryBridge.TO_K1.cross(GeometryBridge.TO_K2.cross(frame));
        try (EncodingModel model = EncodingModel.load(ModelBundle.open(Path.of(args[1])))) {
            List<float[]> native1 = embed(model, walks, v1);
            List<float[]> native2 = embed(model, walks, v2);
            List<float[]> derived1 = embed(model, walks, bridged);
            List<float[]> derived2 = embed(model, walks, v2Bridged);
            print("known v1, asked v1, as seen", walks, native1, native1);
            print("known v1, asked v1, both re-derived", walks, derived1, derived1);
            print("known v1, asked v2, as seen", walks, native1, native2);
            print("known v1 as seen, asked v2 re-derived", walks, native1, derived2);
            print("known v1, asked v2, both re-derived", walks, derived1, derived2);
        }
    }

    private static List<float[]> embed(EncodingModel model, List<Walk> walks, UnaryOperator<Frame> view)
            throws OrtException {
        List<float[]> means = new ArrayList<>();
        for (Walk walk : walks) {
            means.add(mean(model, walk.clipped(), view));
        }
        return means;
    }

    private static float[] mean(EncodingModel model, Walk walk, UnaryOperator<Frame> view) throws OrtException {
        var spec = WindowSpec.of(model.spec().frames());
        List<Sequence> windows = new ArrayList<>();
        for (int from = 0; from + spec.frames() <= walk.frames(); from += spec.frames()) {
            List<Frame> frames = new ArrayList<>();
            for (int i = from; i < from + spec.frames(); i++) {
                frames.add(view.apply(walk.frame(i, i * PERIOD_NS, 0)));
            }
            windows.add(Sequence.join(spec, frames, 0));
        }
        float[] mean = new float[model.spec().width()];
        for (int from = 0; from < windows.size(); from += BATCH) {
            for (float[] one : model.encode(windows.subList(from, Math.min(windows.size(), from + BATCH)))) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += one[i] / windows.size();
                }
            }
        }
        return mean;
    }

    private static void print(String what, List<Walk> walks, List<float[]> known, List<float[]> asked) {
        Map<String, Integer> gallery = new LinkedHashMap<>();
        for (int i = 0; i < walks.size(); i++) {
            gallery.putIfAbsent(walks.get(i).take().person(), i);
        }
        int right = 0;
        int all = 0;
        for (int i = 0; i < walks.size(); i++) {
            if (!gallery.containsValue(i)) {
                all++;
                right += nearest(gallery, known, asked.get(i)).equals(walks.get(i).take().person()) ? 1 : 0;
            }
        }
        System.out.printf("%-40s rank-1 %.1f %% of %d walks, %d people%n", what, 100.0 * right / all, all,
                gallery.size());
    }

    private static String nearest(Map<String, Integer> gallery, List<float[]> known, float[] probe) {
        String best = "";
        double most = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, Integer> one : gallery.entrySet()) {
            double score = cosine(known.get(one.getValue()), probe);
            if (score > most) {
                most = score;
                best = one.getKey();
            }
        }
        return best;
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
            aa += a[i] * a[i];
            bb += b[i] * b[i];
        }
        return dot / Math.sqrt(aa * bb);
    }
}
