package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import gaitkeeper.recordings.Walk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Plays recorded walks into a sink as if many sensors saw them now: one walk after another on each of several lanes, all lanes
 * interleaved in order of event time.
 *
 * <p>Frame {@code i} of a walk has the event time {@code start of the walk + i / framesPerSecond}. Lanes start a fraction of a
 * frame apart, so that frames do not arrive in bursts. Nothing but the base decides event times and ids: a second replay with
 * the same base repeats both.
 */
public final class ReplayPlayer {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long PROGRESS_EVERY_NS = SECOND_NS / 5;

    private final ReplaySettings settings;
    private final FrameSink sink;
    private final Consumer<Progress> progress;
    private final Ticker ticker;

    /** Makes a player that tells nobody how far it is. */
    public ReplayPlayer(ReplaySettings settings, FrameSink sink) {
        this(settings, sink, _ -> {}, Ticker.SYSTEM);
    }

    /**
     * Makes a player.
     *
     * @param progress called on the playing thread about five times a second and at the end
     * @param ticker stamps, paces and waits
     */
    public ReplayPlayer(ReplaySettings settings, FrameSink sink, Consumer<Progress> progress, Ticker ticker) {
        this.settings = settings;
        this.sink = sink;
        this.progress = progress;
        this.ticker = ticker;
    }

    /**
     * Lays walks out on the lanes, each on the lane that is free first.
     *
     * @return in order of start
     * @throws IllegalArgumentException if the naming gives two walks the same track
     */
    public List<PlannedWalk> plan(List<Walk> walks) {
        long[] free = new long[settings.lanes()];
        for (int lane = 0; lane < free.length; lane++) {
            free[lane] = settings.baseNs() + offsetNs(1) * lane / free.length;
        }
        List<PlannedWalk> plan = new ArrayList<>();
        Set<TrackId> tracks = new HashSet<>();
        for (Walk walk : walks) {
            int lane = firstFree(free);
            TrackId track = settings.naming().of(walk, lane);
            if (!tracks.add(track)) {
                throw new IllegalArgumentException("two walks would be played as " + track);
            }
            plan.add(new PlannedWalk(walk, track, free[lane]));
            free[lane] += offsetNs(walk.frames()) + settings.pause().toNanos();
        }
        return plan;
    }

    private static int firstFree(long[] free) {
        int first = 0;
        for (int lane = 1; lane < free.length; lane++) {
            first = free[lane] < free[first] ? lane : first;
        }
        return first;
    }

    private long offsetNs(int frames) {
        return frames * SECOND_NS / settings.framesPerSecond();
    }

    /**
     * Plays walks and waits until all their frames are stored or lost.
     *
     * @throws InterruptedException if the thread is interrupted; frames handed over stay so
     */
    public ReplayReport play(List<Walk> walks) throws InterruptedException {
        var run = new Run(walks.stream().mapToLong(Walk::frames).sum());
        var active = new PriorityQueue<Cursor>();
        for (PlannedWalk planned : plan(walks)) {
            // Everything before the start of this walk goes first; so the heap holds one cursor a lane, not one a walk.
            run.playUntil(planned.startNs(), active);
            active.add(new Cursor(planned, 0, planned.startNs()));
        }
        run.playUntil(Long.MAX_VALUE, active);
        return run.report(walks.size());
    }

    /** The next frame of a walk. */
    private record Cursor(PlannedWalk planned, int index, long eventNs) implements Comparable<Cursor> {
        @Override
        public int compareTo(Cursor other) {
            int byTime = Long.compare(eventNs, other.eventNs);
            return byTime != 0 ? byTime : planned.track().compareTo(other.planned.track());
        }
    }

    /** One replay under way. */
    private final class Run {
        private final long total;
        private final long startedNs = ticker.nanoTime();
        private final Outstanding outstanding = new Outstanding(sink, settings.maxOutstanding());
        private long done;
        private long toldNs = startedNs;

        Run(long total) {
            this.total = total;
        }

        void playUntil(long endNs, PriorityQueue<Cursor> active) throws InterruptedException {
            for (Cursor next = active.peek(); next != null && next.eventNs < endNs; next = active.peek()) {
                active.remove();
                play(next);
                int index = next.index + 1;
                if (index < next.planned.walk().frames()) {
                    active.add(new Cursor(next.planned, index, next.planned.startNs() + offsetNs(index)));
                }
            }
        }

        private void play(Cursor next) throws InterruptedException {
            long dueNs = startedNs + settings.pace().wallNs(next.eventNs - settings.baseNs());
            if (settings.pace().waits()) {
                ticker.sleep(dueNs - ticker.nanoTime());
            }
            outstanding.awaitRoom();
            Frame frame = next.planned.walk().frame(next.index, next.eventNs, ticker.epochNs());
            outstanding.send(next.planned.track(), frame);
            done++;
            long nowNs = ticker.nanoTime();
            if (nowNs - toldNs >= PROGRESS_EVERY_NS || done == total) {
                toldNs = nowNs;
                tell(nowNs, settings.pace().waits() ? nowNs - dueNs : 0);
            }
        }

        private void tell(long nowNs, long lagNs) {
            double seconds = (nowNs - startedNs) / (double) SECOND_NS;
            progress.accept(new Progress(done, total, seconds > 0 ? done / seconds : 0,
                    Duration.ofNanos(Math.max(0, lagNs))));
        }

        ReplayReport report(int walks) throws InterruptedException {
            outstanding.drain(settings.drain());
            long stored = outstanding.stored();
            double seconds = (ticker.nanoTime() - startedNs) / (double) SECOND_NS;
            return new ReplayReport(walks, done, stored, done - stored, seconds);
        }
    }
}
