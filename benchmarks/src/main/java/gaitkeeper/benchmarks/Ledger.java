package gaitkeeper.benchmarks;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Match;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.FrameSink;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Which windows must be answered, worked out from the frames that were sent and nothing else, and which were. Frames of a track
 * come without gaps, so every f of them make a window.
 */
final class Ledger implements FrameSink {
    private final FrameSink sink;
    private final int windowFrames;
    private final Map<TrackId, Track> tracks = new ConcurrentHashMap<>();
    private final LongAdder frames = new LongAdder();
    private final LongAdder expected = new LongAdder();
    private final LongAdder lostFrames = new LongAdder();
    private long answered;
    private long doubled;
    private long unexpected;

    Ledger(FrameSink sink, int windowFrames) {
        this.sink = sink;
        this.windowFrames = windowFrames;
    }

    @Override
    public void send(TrackId track, Frame frame, Completion done) {
        expected.add(tracks.computeIfAbsent(track, t -> new Track()).sent(frame.eventTimeNs(), windowFrames));
        frames.increment();
        sink.send(track, frame, stored -> {
            if (!stored) {
                lostFrames.increment();
            }
            done.done(stored);
        });
    }

    @Override
    public boolean congested() {
        return sink.congested();
    }

    /** Ticks a window off. */
    synchronized void answered(Match match) {
        Track track = tracks.get(match.sequence().track());
        if (track == null || !track.starts.contains(match.sequence().firstTimeNs())) {
            unexpected++;
        } else if (track.answered.add(match.sequence().firstTimeNs())) {
            answered++;
        } else {
            doubled++;
        }
    }

    synchronized long answered() {
        return answered;
    }

    long frames() {
        return frames.sum();
    }

    long expected() {
        return expected.sum();
    }

    synchronized String verdict() {
        return "windows expected " + expected() + ", answered " + answered + ", lost " + (expected() - answered)
                + ", doubled "
                + doubled + ", unexpected " + unexpected + ", frames not stored " + lostFrames.sum();
    }

    private static final class Track {
        final Set<Long> starts = ConcurrentHashMap.newKeySet();
        final Set<Long> answered = new HashSet<>();
        /** Touched by the one thread that sends the track's frames. */
        private long frames;

        /** Returns 1 if a window is whole by this frame, else 0. */
        int sent(long timeNs, int windowFrames) {
            if (frames % windowFrames == 0) {
                starts.add(timeNs);
            }
            frames++;
            return frames % windowFrames == 0 ? 1 : 0;
        }
    }
}
