package gaitkeeper.encoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loaded bundle that passed its golden vectors. Used by one thread at a time.
 */
public final class EncodingModel implements AutoCloseable {
    /*
     * One pair of direct buffers per batch size: the input tensor aliases its buffer and the output tensor is handed to the
     * run, so nothing is copied or allocated natively per batch. An output must have exactly the run's shape, hence the
     * buckets; rows beyond the batch hold whatever an earlier batch left there and are ignored.
     */
    private static final int[] BUCKETS = {1, 4, 16, 64};

    /** Most sequences of one run. */
    public static final int MAX_BATCH = BUCKETS[BUCKETS.length - 1];

    private static final double GOLDEN_COSINE = 0.9999;
    private static final Logger LOG = LoggerFactory.getLogger(EncodingModel.class);

    private final ModelSpec spec;
    private final String provider;
    private final OrtSession session;
    private final List<Slot> slots = new ArrayList<>();

    private EncodingModel(ModelSpec spec, OrtEnvironment env, OrtSession session, String provider) throws OrtException {
        this.spec = spec;
        this.session = session;
        this.provider = provider;
        for (int size : BUCKETS) {
            slots.add(new Slot(env, spec, size));
        }
    }

    /**
     * Loads a bundle: CUDA if it really loads, else the CPU with one thread.
     *
     * @throws IllegalArgumentException if the graph cannot be loaded, does not fit {@code model.json}, or its outputs differ
     *     from the golden vectors on this machine (cosine below 0.9999)
     */
    public static EncodingModel load(ModelBundle bundle) {
        ModelSpec spec = bundle.spec();
        OrtEnvironment env = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            String provider = chooseProvider(options);
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            var model = new EncodingModel(spec, env, env.createSession(bundle.graph(), options), provider);
            model.verify(bundle.golden());
            LOG.atInfo().addKeyValue("model", spec.id()).addKeyValue("provider", provider).log("model loaded");
            return model;
        } catch (OrtException e) {
            throw new IllegalArgumentException("model bundle " + bundle.folder() + ": " + e.getMessage(), e);
        }
    }

    private static String chooseProvider(OrtSession.SessionOptions options) throws OrtException {
        // "Available" providers only tells what was compiled in, so the attempt is the only test.
        try (var cuda = new OrtCUDAProviderOptions(0)) {
            options.addCUDA(cuda);
            return "CUDA";
        } catch (OrtException e) {
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("no CUDA, using the CPU");
            return "CPU";
        }
    }

    private void verify(ModelBundle.Golden golden) throws OrtException {
        int inputSize = spec.frames() * spec.joints() * 3;
        for (int i = 0; i < golden.count(); i++) {
            Slot slot = slots.getFirst();
            slot.input.clear();
            slot.input.put(golden.inputs().slice(i * inputSize, inputSize));
            run(slot);
            double cosine = cosine(slot.output, golden.outputs().slice(i * spec.width(), spec.width()));
            if (!(cosine >= GOLDEN_COSINE)) {
                close();
                throw new IllegalArgumentException("model bundle " + spec.id() + ": golden vector " + i
                        + " differs on this machine (cosine " + cosine
                        + "); export the bundle again or use another provider");
            }
        }
    }

    private double cosine(FloatBuffer a, FloatBuffer b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < spec.width(); i++) {
            dot += (double) a.get(i) * b.get(i);
            aa += (double) a.get(i) * a.get(i);
            bb += (double) b.get(i) * b.get(i);
        }
        return dot / Math.sqrt(aa * bb);
    }

    /** What the bundle says of itself. */
    public ModelSpec spec() {
        return spec;
    }

    /** {@code CUDA} or {@code CPU}. */
    public String provider() {
        return provider;
    }

    /** Whether this model reads such a sequence. */
    public boolean accepts(Sequence sequence) {
        return sequence.spec().frames() == spec.frames();
    }

    /**
     * Embeds sequences that this model accepts.
     *
     * @param sequences 1 to {@link #MAX_BATCH}
     * @return one vector of {@code width} values each, in the same order
     * @throws OrtException if the run fails
     */
    public List<float[]> encode(List<Sequence> sequences) throws OrtException {
        Slot slot = slots.stream().filter(s -> s.size >= sequences.size()).findFirst().orElseThrow();
        slot.input.clear();
        for (Sequence sequence : sequences) {
            sequence.copyJoints(spec.joints(), slot.input);
        }
        run(slot);
        List<float[]> vectors = new ArrayList<>(sequences.size());
        for (int i = 0; i < sequences.size(); i++) {
            float[] vector = new float[spec.width()];
            slot.output.get(i * spec.width(), vector);
            vectors.add(vector);
        }
        return vectors;
    }

    private void run(Slot slot) throws OrtException {
        session.run(Map.of(spec.input(), slot.inputTensor), Map.of(spec.output(), slot.outputTensor)).close();
    }

    @Override
    public void close() {
        slots.forEach(Slot::close);
        try {
            session.close();
        } catch (OrtException e) {
            LOG.atWarn().addKeyValue("model", spec.id()).addKeyValue("cause", e.getMessage())
                    .log("model did not close");
        }
    }

    private static final class Slot {
        final int size;
        final FloatBuffer input;
        final FloatBuffer output;
        final OnnxTensor inputTensor;
        final OnnxTensor outputTensor;

        Slot(OrtEnvironment env, ModelSpec spec, int size) throws OrtException {
            this.size = size;
            input = direct(size * spec.frames() * spec.joints() * 3);
            output = direct(size * spec.width());
            inputTensor = OnnxTensor.createTensor(env, input, new long[]{size, spec.frames(), spec.joints(), 3});
            outputTensor = OnnxTensor.createTensor(env, output, new long[]{size, spec.width()});
        }

        void close() {
            inputTensor.close();
            outputTensor.close();
        }

        private static FloatBuffer direct(int floats) {
            return ByteBuffer.allocateDirect(floats * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
        }
    }
}
