package gaitkeeper.encoder;

import ai.onnxruntime.OrtException;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one encoder of a process: embeds sequences of all tracks and tasks, in the order they come, as many at once as are
 * waiting. Nothing waits for company: while one batch runs, the next collects by itself. A quick model that is idle runs on
 * the caller's thread.
 */
public final class BatchingEncoder implements AutoCloseable {
    private static final int QUEUE = 4_096;
    /** How long a swap may wait when nothing is being encoded, milliseconds. */
    private static final long SWAP_POLL_MS = 50;
    /** How often one who waits for room in the queue looks whether it is still being emptied, milliseconds. */
    private static final long ROOM_POLL_MS = 100;
    /** A batch that takes longer than this hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A model this quick costs less than handing the sequence to another thread and back. */
    private static final long QUICK_NS = 500_000;
    private static final Logger LOG = LoggerFactory.getLogger(BatchingEncoder.class);

    private final EncoderMetrics metrics;
    private final BlockingQueue<Job> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicReference<@Nullable Swap> pendingSwap = new AtomicReference<>();
    private final Thread thread;
    /** Held while the model runs or is replaced. */
    private final ReentrantLock running = new ReentrantLock();
    private final long patienceNs;
    private volatile EncodingModel model;
    private volatile long heartbeatNs = System.nanoTime();
    private volatile boolean closed;
    private volatile boolean ended;

    /** Starts with a loaded model, which it owns from now on. */
    public BatchingEncoder(EncodingModel model, EncoderMetrics metrics) {
        this(model, metrics, PATIENCE);
    }

    BatchingEncoder(EncodingModel model, EncoderMetrics metrics, Duration patience) {
        this.model = model;
        this.metrics = metrics;
        this.patienceNs = patience.toNanos();
        this.thread = Thread.ofPlatform().name("encoder").daemon().unstarted(this::run);
    }

    /** Starts the encoder's thread. */
    public BatchingEncoder start() {
        thread.start();
        return this;
    }

    /** The bundle in use. */
    public ModelSpec spec() {
        return model.spec();
    }

    /** {@code CUDA} or {@code CPU}. */
    public String provider() {
        return model.provider();
    }

    /** Whether sequences are being encoded; false before the start, after the end, and when one batch hangs for 30 s. */
    public boolean alive() {
        return thread.isAlive() && System.nanoTime() - heartbeatNs < patienceNs;
    }

    /**
     * Embeds a sequence on the caller's thread, if the model is quick and nobody else has it for long.
     *
     * @param to told the result once, before this method returns
     * @return whether it did; if not, {@link #submit}
     */
    boolean encodeNow(Sequence sequence, Receiver to) throws InterruptedException {
        if (!queue.isEmpty() || !running.tryLock(QUICK_NS, TimeUnit.NANOSECONDS)) {
            return false;
        }
        var answer = new Answer(to);
        try {
            if (ended || model.singleNs() > QUICK_NS) {
                return false;
            }
            metrics.submitted();
            encode(List.of(new Job(sequence, answer)));
        } finally {
            running.unlock();
        }
        // Outside of the lock: what the receiver does next is not the model's business.
        answer.pass();
        return true;
    }

    /**
     * Hands in a sequence. Blocks while 4,096 wait; callers bound their own share well below that.
     *
     * @param to told the result once, on the encoder's thread; must be quick and must not throw
     * @throws IllegalStateException if nothing is being encoded (any more)
     */
    void submit(Sequence sequence, Receiver to) throws InterruptedException {
        requireAlive();
        metrics.submitted();
        var job = new Job(sequence, to);
        while (!queue.offer(job, ROOM_POLL_MS, TimeUnit.MILLISECONDS)) {
            requireAlive();
        }
    }

    /**
     * For those who wait for an answer.
     *
     * @throws IllegalStateException if none will come
     */
    void requireAlive() {
        if (!alive()) {
            throw new IllegalStateException(
                    "the encoder " + (ended ? "has stopped" : "hangs or was not started") + "; restart this process");
        }
    }

    /**
     * Replaces the model between two batches. The new one is loaded and checked on the caller's thread first, so encoding
     * goes on meanwhile; sequences already handed in are embedded by one of the two models, each exactly once.
     *
     * @return completes when the new model has taken over and the old one is closed
     * @throws IllegalArgumentException if the bundle cannot be used, or reads another number of frames than the running
     *     windower cuts (restart with {@code --model} for that)
     */
    public CompletableFuture<ModelId> swap(ModelBundle bundle) {
        if (bundle.spec().frames() != model.spec().frames()) {
            throw new IllegalArgumentException("model " + bundle.spec().id() + " reads " + bundle.spec().frames()
                    + " frames, the running windower cuts " + model.spec().frames() + "; restart with --model "
                    + bundle.folder());
        }
        return swap(EncodingModel.load(bundle));
    }

    CompletableFuture<ModelId> swap(EncodingModel next) {
        var swap = new Swap(next, new CompletableFuture<>());
        if (!pendingSwap.compareAndSet(null, swap)) {
            next.close();
            throw new IllegalStateException("another model swap is under way; try again in a moment");
        }
        if (ended) {
            abandonSwap();
        }
        return swap.done;
    }

    private void run() {
        try {
            encodeUntilClosed();
        } catch (InterruptedException e) {
            LOG.debug("encoder stopped");
        } catch (RuntimeException | Error e) {
            // The thread's boundary. Whoever waits is told by requireAlive(), and the process' health check fails.
            LOG.atError().setCause(e).log("encoder died; nothing is encoded until this process is restarted");
        } finally {
            end();
        }
    }

    private void encodeUntilClosed() throws InterruptedException {
        List<Job> batch = new ArrayList<>(EncodingModel.MAX_BATCH);
        while (!closed) {
            heartbeatNs = System.nanoTime();
            Job first = queue.poll(SWAP_POLL_MS, TimeUnit.MILLISECONDS);
            running.lock();
            try {
                swapIfAsked();
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, EncodingModel.MAX_BATCH - 1);
                    encode(batch);
                    batch.clear();
                }
            } finally {
                running.unlock();
            }
        }
    }

    private void end() {
        running.lock();
        try {
            ended = true;
            model.close();
        } finally {
            running.unlock();
        }
        abandonSwap();
    }

    private void abandonSwap() {
        Swap swap = pendingSwap.getAndSet(null);
        if (swap != null) {
            swap.next.close();
            swap.done.completeExceptionally(new IllegalStateException("the encoder has stopped; no model was swapped"));
        }
    }

    private void swapIfAsked() {
        Swap swap = pendingSwap.getAndSet(null);
        if (swap != null) {
            EncodingModel old = model;
            model = swap.next;
            old.close();
            metrics.swapped();
            swap.done.complete(model.id());
        }
    }

    private void encode(List<Job> jobs) {
        List<Job> accepted = new ArrayList<>(jobs.size());
        for (Job job : jobs) {
            if (model.accepts(job.sequence)) {
                accepted.add(job);
            } else {
                // Those before it first: results come in the order of submission.
                encodeTogether(accepted);
                accepted.clear();
                refuse(job, Reason.NO_MODEL, "model " + model.id() + " reads " + model.spec().frames()
                        + " frames, the sequence has " + job.sequence.spec().frames());
            }
        }
        encodeTogether(accepted);
    }

    private void encodeTogether(List<Job> jobs) {
        if (jobs.isEmpty()) {
            return;
        }
        long start = System.nanoTime();
        try {
            List<float[]> vectors = model.encode(jobs.stream().map(Job::sequence).toList());
            metrics.batch(jobs.size(), System.nanoTime() - start);
            for (int i = 0; i < jobs.size(); i++) {
                deliver(jobs.get(i), vectors.get(i));
            }
        } catch (OrtException e) {
            if (jobs.size() == 1) {
                refuse(jobs.getFirst(), Reason.ENCODER_FAILED, "the model failed on this sequence: " + e.getCode());
            } else {
                // One bad sequence must not take its neighbours with it.
                jobs.forEach(job -> encodeTogether(List.of(job)));
            }
        }
    }

    private void deliver(Job job, float[] vector) {
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                refuse(job, Reason.ENCODER_FAILED, "the model gave NaN or infinity for this sequence");
                return;
            }
        }
        job.to.encoded(model.id(), vector);
    }

    private void refuse(Job job, Reason reason, String message) {
        metrics.rejected(reason);
        job.to.refused(new MalformedException(reason, message));
    }

    /** Stops after the batch that runs; what waits is dropped (its owners keep it in their pending stores). */
    @Override
    public void close() {
        boolean started = thread.getState() != Thread.State.NEW;
        closed = true;
        thread.interrupt();
        try {
            thread.join(5_000);
            if (!started && !ended) {
                end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hears what became of a sequence. */
    interface Receiver {
        /** It was embedded. */
        void encoded(ModelId model, float[] vector);

        /** It was refused. */
        void refused(MalformedException why);
    }

    /** Keeps an answer until the model is free for others. */
    private static final class Answer implements Receiver {
        private final Receiver to;
        private Runnable answer = () -> {};

        Answer(Receiver to) {
            this.to = to;
        }

        @Override
        public void encoded(ModelId model, float[] vector) {
            answer = () -> to.encoded(model, vector);
        }

        @Override
        public void refused(MalformedException why) {
            answer = () -> to.refused(why);
        }

        void pass() {
            answer.run();
        }
    }

    private record Swap(EncodingModel next, CompletableFuture<ModelId> done) {}

    private record Job(Sequence sequence, Receiver to) {}
}
