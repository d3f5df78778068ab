package gaitkeeper.encoder;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import gaitkeeper.core.Embedding;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static final String CUDA = "CUDA";
    private static final String CPU = "CPU";
    private static final long DYNAMIC = -1;
    private static final double GOLDEN_COSINE = 0.9999;
    private static final Logger LOG = LoggerFactory.getLogger(EncodingModel.class);

    private final ModelSpec spec;
    private final ModelId id;
    private final String provider;
    private long singleNs = Long.MAX_VALUE;
    private final OrtSession session;
    private final List<Slot> slots = new ArrayList<>();

    private EncodingModel(ModelSpec spec, OrtSession session, String provider) {
        this.spec = spec;
        this.id = spec.modelId();
        this.session = session;
        this.provider = provider;
    }

    /**
     * Loads a bundle: CUDA if it really loads, else the CPU with one thread.
     *
     * @throws IllegalArgumentException if a file is missing, the graph cannot be loaded or does not fit {@code model.json}, or
     *     its outputs differ from the golden vectors on this machine (cosine below 0.9999)
     */
    public static EncodingModel load(ModelBundle bundle) {
        return load(bundle, EncodingModel::createSession);
    }

    static EncodingModel load(ModelBundle bundle, SessionOpener opener) {
        warnOfTelemetry();
        ModelBundle.Golden golden = bundle.golden();
        try {
            EncodingModel model = open(bundle, opener);
            model.prepare(bundle, golden);
            LOG.atInfo().addKeyValue("model", model.spec.id()).addKeyValue("provider", model.provider)
                    .log("model loaded");
            return model;
        } catch (OrtException e) {
            throw new IllegalArgumentException("model bundle " + bundle.folder() + ": model.onnx cannot be used ("
                    + e.getMessage() + "); export the bundle again", e);
        }
    }

    /** Comes before the first native call, which reads the variable and may not return. */
    private static void warnOfTelemetry() {
        if (System.getenv("ORT_DISABLE_TELEMETRY") == null) {
            LOG.warn(
                    "ORT_DISABLE_TELEMETRY is not set: ONNX Runtime 1.29 reports its use to its maker, and ends the JVM"
                            + " without a word if the command line is long; set it to 1");
        }
    }

    private static EncodingModel open(ModelBundle bundle, SessionOpener opener) throws OrtException {
        byte[] graph = bundle.graph();
        // "Available" providers only tells what was compiled in, and a library that loads may find no device, so the
        // attempt is the only test.
        try {
            return new EncodingModel(bundle.spec(), opener.open(graph, CUDA), CUDA);
        } catch (OrtException e) {
            LOG.atDebug().addKeyValue("cause", e.getMessage()).log("no CUDA, using the CPU");
            return new EncodingModel(bundle.spec(), opener.open(graph, CPU), CPU);
        }
    }

    static OrtSession createSession(byte[] graph, String provider) throws OrtException {
        try (var options = new OrtSession.SessionOptions()) {
            if (provider.equals(CUDA)) {
                addCuda(options);
            }
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return OrtEnvironment.getEnvironment().createSession(graph, options);
        }
    }

    private static void addCuda(OrtSession.SessionOptions options) throws OrtException {
        try (var cuda = new OrtCUDAProviderOptions(0)) {
            options.addCUDA(cuda);
        }
    }

    /** Makes the buffers and checks everything that can be checked; a model that fails is closed. */
    private void prepare(ModelBundle bundle, ModelBundle.Golden golden) throws OrtException {
        boolean fit = false;
        try {
            checkTensor(bundle, "input", spec.input(), session.getInputInfo(),
                    new long[]{DYNAMIC, spec.frames(), spec.joints(), 3});
            checkTensor(bundle, "output", spec.output(), session.getOutputInfo(), new long[]{DYNAMIC, spec.width()});
            for (int size : BUCKETS) {
                slots.add(new Slot(spec, size));
            }
            verify(bundle, golden);
            fit = true;
        } finally {
            if (!fit) {
                close();
            }
        }
    }

    private static void checkTensor(ModelBundle bundle, String role, String name, Map<String, NodeInfo> found,
            long[] shape) {
        NodeInfo node = found.get(name);
        if (node == null || !(node.getInfo() instanceof TensorInfo tensor) || tensor.type != OnnxJavaType.FLOAT
                || !Arrays.equals(tensor.getShape(), shape)) {
            throw new IllegalArgumentException("model bundle " + bundle.folder()
                    + ": model.onnx does not fit model.json: " + role + " " + name + " must be float "
                    + Arrays.toString(shape) + " (-1: any batch), the graph has " + found.values()
                    + "; export the bundle again");
        }
    }

    private void verify(ModelBundle bundle, ModelBundle.Golden golden) throws OrtException {
        int inputSize = spec.frames() * spec.joints() * 3;
        Slot slot = slots.getFirst();
        for (int i = 0; i < golden.count(); i++) {
            slot.input.clear();
            slot.input.put(golden.inputs().slice(i * inputSize, inputSize));
            long began = System.nanoTime();
            run(slot);
            singleNs = Math.min(singleNs, System.nanoTime() - began);
            double cosine = golden.cosine(i, slot.output);
            // Written so that NaN fails too.
            if (!(cosine >= GOLDEN_COSINE)) {
                throw new IllegalArgumentException("model bundle " + bundle.folder() + ": golden vector " + i
                        + " of golden.bin differs on this machine (cosine " + cosine + " on " + provider
                        + "); export the bundle again");
            }
        }
    }

    /** What the bundle says of itself. */
    public ModelSpec spec() {
        return spec;
    }

    /** The id its embeddings carry. */
    public ModelId id() {
        return id;
    }

    /** {@code CUDA} or {@code CPU}. */
    public String provider() {
        return provider;
    }

    /** How long one sequence takes by itself on this machine, nanoseconds: the fastest of the golden ones at loading. */
    long singleNs() {
        return singleNs;
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

    /**
     * Embeds one sequence, for programs that use this as a library.
     *
     * @param track whose it is
     * @throws MalformedException if it has another number of frames than the model reads, or the run fails
     */
    public Embedding embed(TrackId track, Sequence sequence, InstantSource clock) {
        if (!accepts(sequence)) {
            throw new MalformedException(Reason.NO_MODEL, spec.id() + " reads sequences of " + spec.frames()
                    + " frames, this one has " + sequence.spec().frames());
        }
        return Embedding.of(track, sequence, id(), embed(List.of(sequence)).getFirst(), EpochNanos.now(clock));
    }

    /**
     * Embeds any number of sequences that this model accepts.
     *
     * @throws MalformedException if a run fails
     */
    List<float[]> embed(List<Sequence> sequences) {
        List<float[]> vectors = new ArrayList<>(sequences.size());
        try {
            for (int from = 0; from < sequences.size(); from += MAX_BATCH) {
                vectors.addAll(encode(sequences.subList(from, Math.min(sequences.size(), from + MAX_BATCH))));
            }
        } catch (OrtException e) {
            throw new MalformedException(Reason.ENCODER_FAILED, "the model failed on these windows: " + e.getCode());
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

    /** Makes the session of a graph on a provider; fails where the provider does not work. */
    @FunctionalInterface
    interface SessionOpener {
        OrtSession open(byte[] graph, String provider) throws OrtException;
    }

    private static final class Slot {
        final int size;
        final FloatBuffer input;
        final FloatBuffer output;
        final OnnxTensor inputTensor;
        final OnnxTensor outputTensor;

        Slot(ModelSpec spec, int size) throws OrtException {
            OrtEnvironment env = OrtEnvironment.getEnvironment();
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
