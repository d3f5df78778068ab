package gaitkeeper.ingest;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Frame;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.StreamStatus.Checked;
import gaitkeeper.ingest.StreamStatus.Verdict;
import gaitkeeper.ingest.check.Check;
import gaitkeeper.ingest.check.CheckConfig;
import gaitkeeper.ingest.check.Finding;
import gaitkeeper.ingest.check.StreamCheck;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One stream under check. Safe for use by several threads. */
final class StreamGuard {
    private static final int MOST_TRACKS = 256;
    private static final long ABSENT_NS = 2_000_000_000L;
    private static final double JUMP = 1.5;

    private final String sensor;
    private final String session;
    private final CheckConfig config;
    private final StreamCheck check;
    private final Map<TrackId, LastSeen> tracks = new HashMap<>();
    private StreamSample sample = StreamSample.NONE;
    private String format = "canonical";
    private long lastNs;

    StreamGuard(TrackId first, CheckConfig config) {
        this.sensor = first.sensor();
        this.session = first.session();
        this.config = config;
        this.check = new StreamCheck(config);
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

    /** Whether it was made for these expectations, whatever an operator overrode since. */
    boolean expects(CheckConfig other) {
        return config.equals(other);
    }

    /** Looks at a body; the same with the track it is taken for. */
    synchronized Accepted observe(Accepted body) {
        lastNs = body.frame().eventTimeNs();
        check.observe(body.track(), body.frame());
        return new Accepted(body.message(), body.body(), rename(body), body.frame());
    }

    synchronized StreamCheck.State state() {
        return check.state();
    }

    /** Keeps what was read, to propose another way to read it; nothing is kept of a stream that is good. */
    synchronized void keep(StreamSample read) {
        format = read.format();
        sample = check.state() == StreamCheck.State.GOOD ? StreamSample.NONE : sample.with(read);
    }

    synchronized StreamSample sample() {
        return sample;
    }

    synchronized CheckConfig checks() {
        return new CheckConfig(config.framesPerSecond(), config.rateTolerance(), check.overridden());
    }

    /** Leaves out these checks from now on. */
    synchronized void override(Set<Check> checks) {
        check.override(checks);
    }

    /** Why a frame of it may not pass. */
    synchronized MalformedException why() {
        return check.failed().map(StreamGuard::quarantined)
                .orElseGet(() -> new MalformedException(Reason.QUARANTINED, "the stream is being checked, "
                        + check.frames() + " frames seen; it passes when a person was seen well for a second"));
    }

    private static MalformedException quarantined(Finding finding) {
        return new MalformedException(Reason.QUARANTINED, "the stream fails the check " + finding.check().id() + ": "
                + finding.measured() + "; " + finding.check().hint() + ", or override=" + finding.check().id());
    }

    synchronized StreamStatus status(long nowNs) {
        List<Checked> checks = Arrays.stream(Check.values()).map(this::checked).toList();
        return new StreamStatus(sensor, session, format, check.state(), check.frames(), check.windows(),
                EpochNanos.toMillis(Math.max(0, nowNs - lastNs)),
                check.failed().map(failed -> failed.check().id() + ": " + failed.measured()).orElse(""),
                check.failed().map(failed -> failed.check().hint()).orElse(""), checks);
    }

    private Checked checked(Check one) {
        Verdict verdict = check.overridden().contains(one)
                ? Verdict.OVERRIDDEN
                : !check.judged(one) ? Verdict.OPEN : check.failures(one) == 0 ? Verdict.GOOD : Verdict.FAILED;
        return new Checked(one, verdict, check.failures(one),
                check.lastFailure(one).map(Finding::measured).orElse(""));
    }

    /** An id that returns after a while, or elsewhere, is taken for another body. */
    private TrackId rename(Accepted body) {
        Frame frame = body.frame();
        if (tracks.size() > MOST_TRACKS) {
            tracks.values().removeIf(seen -> frame.eventTimeNs() - seen.timeNs > ABSENT_NS);
        }
        LastSeen seen = tracks.get(body.track());
        if (seen == null) {
            seen = new LastSeen(body.track());
            tracks.put(body.track(), seen);
        } else if (frame.eventTimeNs() - seen.timeNs > ABSENT_NS || jumped(seen, frame)) {
            seen.reused++;
            seen.name = new TrackId(sensor, session, body.track().track() + "+" + seen.reused);
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
}
