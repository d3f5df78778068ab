package gaitkeeper.encoder;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Collects what became of numbered sequences, in the order it was told. */
final class Receipts {
    private static final long PATIENCE_S = 60;

    private final List<Receipt> told = new ArrayList<>();

    /** One answer; {@code vector} is empty where it was refused. */
    record Receipt(int n, Optional<ModelId> model, float[] vector, Optional<Reason> refused) {}

    /** Hands a sequence in and returns without waiting. */
    void submit(BatchingEncoder encoder, int n) throws InterruptedException {
        encoder.submit(Tables.sequence(n), receiver(n));
    }

    BatchingEncoder.Receiver receiver(int n) {
        return new BatchingEncoder.Receiver() {
            @Override
            public void encoded(ModelId model, float[] vector) {
                add(new Receipt(n, Optional.of(model), vector, Optional.empty()));
            }

            @Override
            public void refused(MalformedException why) {
                add(new Receipt(n, Optional.empty(), new float[0], Optional.of(why.reason())));
            }
        };
    }

    private synchronized void add(Receipt receipt) {
        told.add(receipt);
        notifyAll();
    }

    /** All answers once there are so many. */
    synchronized List<Receipt> await(int count) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (told.size() < count) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(told.size() + " of " + count + " answers after " + PATIENCE_S + " s");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return List.copyOf(told);
    }

    /** Holds an encoder between two batches until it is opened. */
    static final class Gate implements BatchingEncoder.Receiver, AutoCloseable {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        /** Closes the gate and returns when the encoder stands before it. */
        static Gate before(BatchingEncoder encoder) throws InterruptedException {
            var gate = new Gate();
            encoder.submit(Tables.sequence(0), gate);
            gate.reached.await();
            return gate;
        }

        @Override
        public void encoded(ModelId model, float[] vector) {
            reached.countDown();
            boolean interrupted = false;
            while (open.getCount() > 0) {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void refused(MalformedException why) {
            throw new AssertionError(why);
        }

        void open() {
            open.countDown();
        }

        @Override
        public void close() {
            open();
        }
    }

    /** A receiver with a bug, which kills the encoder that tells it anything. */
    static final class Broken implements BatchingEncoder.Receiver {
        @Override
        public void encoded(ModelId model, float[] vector) {
            throw new IllegalStateException("a bug");
        }

        @Override
        public void refused(MalformedException why) {
            throw new IllegalStateException("a bug");
        }
    }
}
