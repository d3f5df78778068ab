package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The frames one player has handed over and not heard of yet. Holds the player back while there are too many or the sink is
 * congested. One thread sends; completions arrive on any thread.
 */
final class Outstanding implements FrameSink.Completion {
    /** A sink congested by others tells nobody when it is free again, so it is asked this often. */
    private static final Duration RECHECK = Duration.ofMillis(5);

    private final FrameSink sink;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition heard = lock.newCondition();
    private long sent;
    private long stored;
    private long lost;

    Outstanding(FrameSink sink, int most) {
        this.sink = sink;
        this.most = most;
    }

    /** Waits until there is room for one more. */
    void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (sent - stored - lost >= most) {
                heard.await();
            }
        } finally {
            lock.unlock();
        }
        // The sink is asked outside the lock: it may take its own, and complete frames while it holds it.
        long known = -1;
        while (sink.congested()) {
            known = awaitNews(known);
        }
    }

    /** Waits for a completion beyond those known, but not long; returns how many there are. */
    private long awaitNews(long known) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = RECHECK.toNanos();
            while (stored + lost == known && left > 0) {
                left = heard.awaitNanos(left);
            }
            return stored + lost;
        } finally {
            lock.unlock();
        }
    }

    /** Hands a frame over; call {@link #awaitRoom()} first. */
    void send(TrackId track, Frame frame) {
        lock.lock();
        try {
            sent++;
        } finally {
            lock.unlock();
        }
        // Outside the lock: a sink may complete on this very thread.
        sink.send(track, frame, this);
    }

    @Override
    public void done(boolean ok) {
        lock.lock();
        try {
            stored += ok ? 1 : 0;
            lost += ok ? 0 : 1;
            heard.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every frame was heard of, or the time is over. */
    void drain(Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (sent > stored + lost && left > 0) {
                left = heard.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    long sent() {
        lock.lock();
        try {
            return sent;
        } finally {
            lock.unlock();
        }
    }

    long stored() {
        lock.lock();
        try {
            return stored;
        } finally {
            lock.unlock();
        }
    }

    /** Frames given up by the sink so far. */
    long lost() {
        lock.lock();
        try {
            return lost;
        } finally {
            lock.unlock();
        }
    }
}
