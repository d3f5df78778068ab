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
        tracks.computeIfAbsent(track, t -> new Track()).sent(frame.eventTimeNs(), windowFrames);
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
        return tracks.values().stream().mapToLong(track -> track.frames / windowFrames).sum();
    }

    synchronized String verdict() {
        return "windows expected " + expected() + ", answered " + answered + ", lost " + (expected() - answered)
                + ", doubled "
                + doubled + ", unexpected " + unexpected + ", frames not stored " + lostFrames.sum();
    }

    private static final class Track {
        final Set<Long> starts = ConcurrentHashMap.newKeySet();
        final Set<Long> answered = new HashSet<>();
        volatile long frames;

        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread sends a track's frames
        void sent(long timeNs, int windowFrames) {
            if (frames % windowFrames == 0) {
                starts.add(timeNs);
            }
            frames++;
        }
    }
}
