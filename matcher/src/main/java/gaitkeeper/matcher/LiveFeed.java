package gaitkeeper.matcher;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Frame;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Match;
import gaitkeeper.core.TrackId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who is in front of which sensor right now: the latest frame and the latest answer of every track that moved lately. Fed by
 * one thread, read by another; bounded.
 */
public final class LiveFeed {
    private static final Duration SHOWN_FOR = Duration.ofMillis(1_500);
    private static final int MAX_BODIES = 2_000;
    private static final int MAX_NEWS = 200;

    private final InstantSource clock;
    private final Function<TrackId, Optional<String>> truth;
    private final Map<TrackId, Body> bodies = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Match> news = new ConcurrentLinkedQueue<>();
    private final Map<IdentityId, String> owners = new ConcurrentHashMap<>();
    private final LongAdder right = new LongAdder();
    private final LongAdder judged = new LongAdder();

    /**
     * Makes an empty feed.
     *
     * @param truth who a track really is, known for simulated people only
     */
    public LiveFeed(InstantSource clock, Function<TrackId, Optional<String>> truth) {
        this.clock = clock;
        this.truth = truth;
    }

    /** A frame was seen. */
    public void frame(TrackId track, Frame frame) {
        Body known = bodies.get(track);
        if (known == null && bodies.size() >= MAX_BODIES) {
            return;
        }
        Body body = known == null ? new Body(track, truth.apply(track).orElse(""), frame.eventTimeNs()) : known;
        body.frame = frame;
        body.seenNs = EpochNanos.now(clock);
        // Again for somebody known, who may just have been dropped; a newcomer only now, with a time to be kept by.
        bodies.put(track, body);
    }

    /** An answer was given. */
    public void match(TrackId track, Match match) {
        Body body = bodies.get(track);
        if (body == null) {
            return;
        }
        Match before = body.match;
        body.match = match;
        if (news(before, match)) {
            judge(match, body);
            news.add(match);
            while (news.size() > MAX_NEWS) {
                news.poll();
            }
        }
    }

    private static boolean news(@Nullable Match before, Match now) {
        if (now instanceof Match.Undecided) {
            return false;
        }
        return before == null || !before.getClass().equals(now.getClass()) || !label(before).equals(label(now));
    }

    /**
     * Share of the tracks named so far that were named rightly, where the truth is known; NaN before the first. An identity is
     * the simulated person it was first given to, so that first track does not count.
     */
    public double purity() {
        long all = judged.sum();
        return all == 0 ? Double.NaN : (double) right.sum() / all;
    }

    /** A track that wavers between a name and none, or whose person is renamed, is judged once. */
    private void judge(Match match, Body body) {
        if (match instanceof Match.Known known && !body.truth.isEmpty()
                && !known.person().identity().equals(body.judged)) {
            body.judged = known.person().identity();
            String owner = owners.putIfAbsent(known.person().identity(), body.truth);
            if (owner != null) {
                judged.increment();
                right.add(owner.equals(body.truth) ? 1 : 0);
            }
        }
    }

    /** Everyone who moved lately, by sensor and track; others are dropped. */
    List<Body> bodies() {
        long before = EpochNanos.now(clock) - SHOWN_FOR.toNanos();
        bodies.values().removeIf(body -> body.seenNs < before);
        List<Body> shown = new ArrayList<>(bodies.values());
        shown.removeIf(body -> body.frame == null);
        shown.sort(Comparator.comparing(body -> body.track));
        return shown;
    }

    /** Decisions since the last call. */
    List<Match> news() {
        List<Match> all = new ArrayList<>();
        for (Match match = news.poll(); match != null; match = news.poll()) {
            all.add(match);
        }
        return all;
    }

    String truthOf(TrackId track) {
        return truth.apply(track).orElse("");
    }

    /** The name an answer gives, or an empty text. */
    static String label(Match match) {
        return match instanceof Match.Known known ? known.person().label() : "";
    }

    /** One track. */
    static final class Body {
        final TrackId track;
        final String truth;
        final long firstTimeNs;
        volatile @Nullable Frame frame;
        volatile @Nullable Match match;
        volatile @Nullable IdentityId judged;
        volatile long seenNs;

        Body(TrackId track, String truth, long firstTimeNs) {
            this.track = track;
            this.truth = truth;
            this.firstTimeNs = firstTimeNs;
        }
    }
}
