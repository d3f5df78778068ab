package gaitkeeper.ingest;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Problem;
import gaitkeeper.ingest.CanonicalFrames.Result;
import gaitkeeper.ingest.CanonicalFrames.Times;
import gaitkeeper.ingest.check.CheckConfig;
import gaitkeeper.ingest.format.Format;
import gaitkeeper.ingest.format.FormatReader;
import gaitkeeper.ingest.format.SourceSetup;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one sensor's documents of any format live: times become those of this host where the format has none of its own, and the
 * stream is checked before it passes. For one thread.
 */
final class LiveReader implements DocumentReader {
    private static final long DRIFT_NS = 1_000_000_000L;

    private final FormatReader reader;
    private final SourceSetup setup;
    private final CheckConfig checks;
    private final StreamGuards guards;
    private final InstantSource clock;
    private final Times times;
    private long offsetNs = Long.MIN_VALUE;

    private LiveReader(Optional<Format> format, SourceSetup setup, CheckConfig checks, Admission admission) {
        this.reader = new FormatReader(format, setup);
        this.setup = setup;
        this.checks = checks;
        this.guards = admission.guards();
        this.clock = admission.messages().clock();
        this.times = admission.messages().times();
    }

    /**
     * Makes a reader of what {@code settings} say: {@code format} (or {@code auto}), {@code override} (checks to leave out) and
     * those of {@link SourceSetup#from}.
     *
     * @throws MalformedException if they cannot be used
     */
    static LiveReader of(Map<String, String> settings, Admission admission) {
        var rest = new HashMap<>(settings);
        String format = rest.getOrDefault("format", "auto");
        String override = rest.get("override");
        String calibration = rest.get("calibration");
        rest.keySet().removeAll(List.of("format", "override", "calibration"));
        if (!rest.containsKey("sensor")) {
            throw new MalformedException(Reason.BAD_FIELD, "say which sensor it is: sensor=<name>");
        }
        SourceSetup setup = calibration == null
                ? SourceSetup.from(rest)
                : SourceSetup.from(rest).seenBy(admission.calibrations().of(calibration));
        var checks = CheckConfig.DEFAULT;
        if (setup.framesPerSecond().isPresent()) {
            checks = checks.withRate(setup.framesPerSecond().get());
        }
        return new LiveReader(format.equals("auto") ? Optional.empty() : Optional.of(Format.ofId(format)), setup,
                override == null ? checks : checks.without(override), admission);
    }

    @Override
    public Result parse(byte[] document, Form form) {
        Result read = stamp(reader.parse(document, form), EpochNanos.now(clock));
        Result passed = guards.pass(read, checks);
        reader.seen().ifPresent(format -> guards.keep(read, StreamSample.of(format, setup, document)));
        return passed;
    }

    private Result stamp(Result read, long nowNs) {
        List<Accepted> stamped = new ArrayList<>(read.frames().size());
        List<Problem> problems = new ArrayList<>(read.problems());
        long shift = reader.sinceEpoch() ? 0 : shift(read, nowNs);
        var limits = new EventTimes(nowNs, times);
        for (Accepted body : read.frames()) {
            try {
                long eventNs = body.frame().eventTimeNs() + shift;
                limits.check(eventNs);
                stamped.add(new Accepted(body.message(), body.body(), body.track(), body.frame().at(eventNs, nowNs)));
            } catch (MalformedException e) {
                problems.add(new Problem(body.at(), e, body.track().sensor(), 0, 0));
            }
        }
        return new Result(stamped, problems, read.unlisted());
    }

    /** The last frame of a document is now; a device's clock is followed from document to document while it does not drift. */
    private long shift(Result read, long nowNs) {
        long last = read.frames().stream().mapToLong(body -> body.frame().eventTimeNs()).max().orElse(0);
        boolean keep = reader.deviceClock() && offsetNs != Long.MIN_VALUE
                && Math.abs(last + offsetNs - nowNs) < DRIFT_NS;
        if (!keep) {
            offsetNs = nowNs - last;
        }
        return offsetNs;
    }
}
