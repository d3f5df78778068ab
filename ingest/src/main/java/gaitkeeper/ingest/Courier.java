package gaitkeeper.ingest;

import gaitkeeper.ingest.CanonicalFrames.Accepted;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Brings the frames of documents to the sink and does not give up: what the broker did not store is sent again. Holds its thread back
 * while too much is under way, so that whoever sends the documents is held back too. One thread delivers.
 */
final class Courier {
    /** A sink congested by others tells nobody when it is free again, so it is asked this often. */
    private static final long RECHECK_MS = 5;
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private final FrameSink sink;
    private final Semaphore room;
    private volatile boolean closed;

    Courier(FrameSink sink, int most) {
        this.sink = sink;
        this.room = new Semaphore(most);
    }

    /**
     * Hands over all frames of a document; waits for room, not for the outcome.
     *
     * @param stored called once, on any thread, when all are stored; at once if there are none
     */
    void deliver(List<Accepted> frames, Runnable stored) throws InterruptedException {
        if (frames.isEmpty()) {
            stored.run();
            return;
        }
        var left = new AtomicInteger(frames.size());
        for (Accepted body : frames) {
            room.acquire();
            while (sink.congested()) {
                // Kafka's producer does not tell when its buffer has room again.
                Thread.sleep(RECHECK_MS);
            }
            send(body, () -> {
                if (left.decrementAndGet() == 0) {
                    stored.run();
                }
            });
        }
    }

    private void send(Accepted body, Runnable stored) {
        sink.send(body.track(), body.frame(), ok -> {
            if (ok) {
                room.release();
                stored.run();
            } else if (!closed) {
                LATER.execute(() -> send(body, stored));
            }
        });
    }

    /** Gives up what is not stored yet. */
    void close() {
        closed = true;
    }
}
