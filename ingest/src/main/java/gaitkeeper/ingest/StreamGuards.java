package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.JsonFrames.Accepted;
import gaitkeeper.ingest.JsonFrames.Problem;
import gaitkeeper.ingest.JsonFrames.Result;
import gaitkeeper.ingest.check.CheckConfig;
import gaitkeeper.ingest.check.Finding;
import gaitkeeper.ingest.check.StreamCheck;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets frames of checked streams pass and no others. A stream is a sensor in one session; until it is found good its frames are
 * looked at and refused, so nothing of a wrong stream ever reaches a topic. Safe for use by several threads.
 */
final class StreamGuards {
    private static final int MOST_STREAMS = 1_024;
    private static final int MOST_TRACKS = 256;
    private static final int MOST_LISTED = 4;
    private static final long ABSENT_NS = 2_000_000_000L;
    private static final double JUMP = 1.5;

    private final Map<String, Guard> guards = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Guard> eldest) {
            return size() > MOST_STREAMS;
        }
    };

    /** One stream. */
    private static final class Guard {
        private final CheckConfig config;
        private final StreamCheck check;
        private final Map<TrackId, LastSeen> tracks = new HashMap<>();

        Guard(CheckConfig config) {
            this.config = config;
            this.check = new StreamCheck(config);
        }
    }

    /** Where a track was last, and how often its id was given anew. */
    private static final class LastSeen {
        private long timeNs;
        private final float[] at = new float[3];
        private int reused;
        private TrackId name;

        LastSeen(TrackId track) {
            name = track;
        }
    }

    /** What of a document may pass. A stream judged anew by another configuration starts from nothing. */
    Result pass(Result read, CheckConfig config) {
        Map<String, Guard> touched = new HashMap<>();
        List<Accepted> renamed = new ArrayList<>(read.frames().size());
        for (Accepted body : read.frames()) {
            Guard guard = touched.computeIfAbsent(stream(body.track()), name -> guard(name, config));
            synchronized (guard) {
                guard.check.observe(body.track(), body.frame());
                renamed.add(new Accepted(body.message(), body.body(), rename(guard, body), body.frame()));
            }
        }
        return sift(read, renamed, touched);
    }

    private static Result sift(Result read, List<Accepted> bodies, Map<String, Guard> guards) {
        List<Accepted> passed = new ArrayList<>(bodies.size());
        List<Problem> problems = new ArrayList<>(read.problems());
        Map<Reason, Integer> unlisted = new EnumMap<>(Reason.class);
        unlisted.putAll(read.unlisted());
        Map<String, Integer> refused = new HashMap<>();
        for (Accepted body : bodies) {
            String stream = stream(body.track());
            Guard guard = guards.get(stream);
            if (guard == null || state(guard) == StreamCheck.State.GOOD) {
                passed.add(body);
            } else if (refused.merge(stream, 1, Integer::sum) <= MOST_LISTED
                    && problems.size() < JsonFrames.MAX_LISTED) {
                problems.add(new Problem(body.at(), why(guard), body.track().sensor(), 0, 0));
            } else {
                unlisted.merge(Reason.QUARANTINED, 1, Integer::sum);
            }
        }
        return new Result(passed, problems, unlisted);
    }

    private static String stream(TrackId track) {
        return track.sensor() + '/' + track.session();
    }

    private Guard guard(String stream, CheckConfig config) {
        synchronized (guards) {
            Guard guard = guards.get(stream);
            if (guard == null || !guard.config.equals(config)) {
                guard = new Guard(config);
                guards.put(stream, guard);
            }
            return guard;
        }
    }

    private static StreamCheck.State state(Guard guard) {
        synchronized (guard) {
            return guard.check.state();
        }
    }

    private static MalformedException why(Guard guard) {
        synchronized (guard) {
            return guard.check.failed().map(StreamGuards::quarantined)
                    .orElseGet(() -> new MalformedException(Reason.QUARANTINED, "the stream is being checked, "
                            + guard.check.frames()
                            + " frames seen; it passes when a person was seen well for a second"));
        }
    }

    private static MalformedException quarantined(Finding finding) {
        return new MalformedException(Reason.QUARANTINED, "the stream fails the check " + finding.check().id() + ": "
                + finding.measured() + "; " + finding.check().hint() + ", or override=" + finding.check().id());
    }

    /** An id that returns after a while, or elsewhere, is taken for another body. */
    private static TrackId rename(Guard guard, Accepted body) {
        Frame frame = body.frame();
        if (guard.tracks.size() > MOST_TRACKS) {
            guard.tracks.values().removeIf(seen -> frame.eventTimeNs() - seen.timeNs > ABSENT_NS);
        }
        LastSeen seen = guard.tracks.get(body.track());
        if (seen == null) {
            seen = new LastSeen(body.track());
            guard.tracks.put(body.track(), seen);
        } else if (frame.eventTimeNs() - seen.timeNs > ABSENT_NS || jumped(seen, frame)) {
            seen.reused++;
            seen.name = new TrackId(body.track().sensor(), body.track().session(),
                    body.track().track() + "+" + seen.reused);
        }
        seen.timeNs = frame.eventTimeNs();
        for (int axis = 0; axis < 3; axis++) {
            seen.at[axis] = frame.joint(0, axis);
        }
        return seen.name;
    }

    private static boolean jumped(LastSeen seen, Frame frame) {
        double square = 0;
        for (int axis = 0; axis < 3; axis++) {
            double d = frame.joint(0, axis) - seen.at[axis];
            square += d * d;
        }
        return frame.flag(0) != JointFlag.MISSING && square > JUMP * JUMP;
    }

    /** Streams known and what is thought of them, by {@code sensor/session}. */
    Map<String, StreamCheck.State> states() {
        Map<String, StreamCheck.State> states = new HashMap<>();
        synchronized (guards) {
            guards.forEach((name, guard) -> states.put(name, state(guard)));
        }
        return states;
    }
}
