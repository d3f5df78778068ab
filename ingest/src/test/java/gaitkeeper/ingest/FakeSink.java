package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Keeps what it is given; stores at once, or when told to. */
final class FakeSink implements FrameSink {
    final List<TimedFrame> frames = new ArrayList<>();
    final Queue<Completion> waiting = new ArrayDeque<>();
    boolean holds;
    boolean stores = true;
    int congestedFor;
    Runnable onSend = () -> {};

    @Override
    public synchronized void send(TrackId track, Frame frame, Completion done) {
        frames.add(new TimedFrame(track, frame));
        if (holds) {
            waiting.add(done);
        } else {
            done.done(stores);
        }
        onSend.run();
    }

    @Override
    public synchronized boolean congested() {
        return congestedFor-- > 0;
    }

    synchronized int sent() {
        return frames.size();
    }

    /** Holds none any more; none comes between this and those held so far. */
    synchronized void storeFromNowOn() {
        holds = false;
        release();
    }

    /** Stores the frames held so far. */
    synchronized void release() {
        while (!waiting.isEmpty()) {
            waiting.remove().done(stores);
        }
    }
}
