package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A sink that stores at once, or, held, when the test says so. */
final class FakeFrames implements FrameSink {
    final BlockingQueue<Pending> pending = new LinkedBlockingQueue<>();
    private final List<TrackId> tracks = new ArrayList<>();
    private int inFlight;
    private int mostInFlight;

    volatile boolean held;
    volatile boolean failing;
    volatile boolean congested;

    record Pending(TrackId track, Frame frame, Completion done) {}

    @Override
    public void send(TrackId track, Frame frame, Completion done) {
        note(track);
        var next = new Pending(track, frame, done);
        if (held) {
            pending.add(next);
        } else {
            settle(next);
        }
    }

    @Override
    public boolean congested() {
        return congested;
    }

    /** Settles the oldest frame that is held; fails if none comes. */
    void settleNext() throws InterruptedException {
        settle(next());
    }

    /** The oldest frame that is held; fails if none comes. */
    Pending next() throws InterruptedException {
        Pending next = pending.poll(10, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no frame came");
        }
        return next;
    }

    void settle(Pending frame) {
        synchronized (this) {
            inFlight--;
        }
        frame.done().done(!failing);
    }

    synchronized List<TrackId> tracks() {
        return List.copyOf(tracks);
    }

    synchronized int mostInFlight() {
        return mostInFlight;
    }

    private synchronized void note(TrackId track) {
        tracks.add(track);
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
    }
}
