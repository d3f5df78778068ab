package gaitkeeper.ingest;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Problem;
import gaitkeeper.ingest.CanonicalFrames.Result;
import gaitkeeper.ingest.check.CheckConfig;
import gaitkeeper.ingest.check.StreamCheck;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Lets frames of right streams pass. A stream is a sensor in one session. Streams of other formats are looked at and refused until
 * they are found good, so nothing of a wrong one ever reaches a topic; canonical ones pass until they are found wrong, which is before
 * anybody in them has been seen for long enough to be enrolled. Safe for use by several threads.
 */
public final class StreamGuards {
    private static final int MOST_STREAMS = 1_024;
    private static final int MOST_LISTED = 4;

    private final InstantSource clock;
    private final Map<String, StreamGuard> guards = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, StreamGuard> eldest) {
            return size() > MOST_STREAMS;
        }
    };

    /** Knows no stream yet. */
    public StreamGuards(InstantSource clock) {
        this.clock = clock;
    }

    /** What of a document may pass: bodies of streams found good. A stream judged anew by other expectations starts from nothing. */
    Result pass(Result read, CheckConfig config) {
        return sift(read, config, state -> state == StreamCheck.State.GOOD);
    }

    /** A reader whose bodies pass unless their stream was found wrong. */
    DocumentReader watching(DocumentReader reader) {
        return (document, form) -> sift(reader.parse(document, form), CheckConfig.DEFAULT,
                state -> state != StreamCheck.State.QUARANTINED);
    }

    private Result sift(Result read, CheckConfig config, Predicate<StreamCheck.State> passes) {
        Map<String, StreamGuard> touched = new HashMap<>();
        List<Accepted> bodies = new ArrayList<>(read.frames().size());
        for (Accepted body : read.frames()) {
            bodies.add(touched.computeIfAbsent(name(body.track()), name -> guard(name, body.track(), config))
                    .observe(body));
        }
        if (touched.values().stream().allMatch(guard -> passes.test(guard.state()))) {
            return new Result(bodies, read.problems(), read.unlisted());
        }
        return divide(read, bodies, touched, passes);
    }

    private static Result divide(Result read, List<Accepted> bodies, Map<String, StreamGuard> guards,
            Predicate<StreamCheck.State> passes) {
        List<Accepted> passed = new ArrayList<>(bodies.size());
        List<Problem> problems = new ArrayList<>(read.problems());
        Map<Reason, Integer> unlisted = new EnumMap<>(Reason.class);
        unlisted.putAll(read.unlisted());
        Map<String, Integer> refused = new HashMap<>();
        for (Accepted body : bodies) {
            String stream = name(body.track());
            StreamGuard guard = guards.get(stream);
            if (guard == null || passes.test(guard.state())) {
                passed.add(body);
            } else if (refused.merge(stream, 1, Integer::sum) <= MOST_LISTED
                    && problems.size() < CanonicalFrames.MAX_LISTED) {
                problems.add(new Problem(body.at(), guard.why(), body.track().sensor(), 0, 0));
            } else {
                unlisted.merge(Reason.QUARANTINED, 1, Integer::sum);
            }
        }
        return new Result(passed, problems, unlisted);
    }

    /** Keeps a document of the streams it was of, in case a proposal is asked for. */
    void keep(Result read, StreamSample sample) {
        read.frames().stream().map(Accepted::track).map(StreamGuards::name).distinct()
                .forEach(name -> find(name).ifPresent(guard -> guard.keep(sample)));
    }

    private static String name(TrackId track) {
        return track.sensor() + '/' + track.session();
    }

    private StreamGuard guard(String stream, TrackId track, CheckConfig config) {
        synchronized (guards) {
            StreamGuard guard = guards.get(stream);
            if (guard == null || !guard.expects(config)) {
                guard = new StreamGuard(track, config);
                guards.put(stream, guard);
            }
            return guard;
        }
    }

    private Optional<StreamGuard> find(String stream) {
        synchronized (guards) {
            return Optional.ofNullable(guards.get(stream));
        }
    }

    /** The guard of a stream that is known. */
    Optional<StreamGuard> find(String sensor, String session) {
        return find(sensor + '/' + session);
    }

    /** What is thought of every stream known, by sensor and session. */
    public List<StreamStatus> statuses() {
        List<StreamGuard> all;
        synchronized (guards) {
            all = List.copyOf(guards.values());
        }
        long nowNs = EpochNanos.now(clock);
        return all.stream().map(guard -> guard.status(nowNs))
                .sorted(Comparator.comparing(StreamStatus::sensor).thenComparing(StreamStatus::session)).toList();
    }
}
