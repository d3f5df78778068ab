package gaitkeeper.ingest.check;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges one stream (a sensor in one session) from windows of 30 frames of its tracks. For one thread.
 *
 * <p>Each window is evidence for or against; it adds up, so that one strange pose quarantines nobody: three windows that speak
 * clearly against a stream do, and it takes good ones to come back.
 */
public final class StreamCheck {
    private static final double QUARANTINED = -3;
    private static final double CLEAR = 1;
    private static final double MOST = 4;
    private static final int MOST_TRACKS = 64;

    private final CheckConfig config;
    private final BodyPlan plan;
    private Set<Check> overridden;
    private final Map<TrackId, TrackWindow> windows = new HashMap<>();
    private final Map<Check, Double> evidence = new EnumMap<>(Check.class);
    private final Map<Check, Finding> lastFailure = new EnumMap<>(Check.class);
    private final Map<Check, Integer> failures = new EnumMap<>(Check.class);
    private int count;
    private int clean;
    private int frames;
    private boolean passed;

    /** Starts with nothing known. */
    public StreamCheck(CheckConfig config) {
        this(config, BodyPlan.HUMAN);
    }

    StreamCheck(CheckConfig config, BodyPlan plan) {
        this.config = config;
        this.plan = plan;
        this.overridden = config.overridden();
    }

    /** Leaves out these checks, and no others, from now on. */
    public void override(Set<Check> checks) {
        overridden = Set.copyOf(checks);
    }

    /** The checks left out. */
    public Set<Check> overridden() {
        return overridden;
    }

    /** What is known of a stream. */
    public enum State {
        /** Too little has been seen. */
        CHECKING,
        /** All checks that quarantine are passed, or switched off. */
        GOOD,
        /** A check failed. */
        QUARANTINED
    }

    /** Looks at the next frame of a track; what its window says if that is now full, else nothing. */
    public List<Finding> observe(TrackId track, Frame frame) {
        frames++;
        TrackWindow window = windows.get(track);
        if (window == null) {
            makeRoom(frame.eventTimeNs());
            window = new TrackWindow(config, plan, frame);
            windows.put(track, window);
        }
        if (!window.add(frame)) {
            return List.of();
        }
        List<Finding> findings = window.findings();
        window.clear();
        findings.forEach(this::weigh);
        count++;
        clean += findings.stream().noneMatch(finding -> finding.failed() && finding.check().quarantines()) ? 1 : 0;
        return findings;
    }

    private void weigh(Finding finding) {
        Check check = finding.check();
        double sum = evidence.getOrDefault(check, 0.0) + finding.evidence();
        evidence.put(check, Math.clamp(sum, QUARANTINED, MOST));
        if (finding.failed()) {
            lastFailure.put(check, finding);
            failures.merge(check, 1, Integer::sum);
        }
    }

    /** Forgets tracks that are over; there may be many short ones. */
    private void makeRoom(long nowNs) {
        if (windows.size() < MOST_TRACKS) {
            return;
        }
        windows.values().removeIf(window -> nowNs - window.lastNs() > 2_000_000_000L);
        Iterator<TrackWindow> any = windows.values().iterator();
        if (windows.size() >= MOST_TRACKS && any.hasNext()) {
            any.next();
            any.remove();
        }
    }

    /** What is known so far. */
    public State state() {
        if (failed().isPresent()) {
            passed = false;
            return State.QUARANTINED;
        }
        passed |= needed();
        return passed ? State.GOOD : State.CHECKING;
    }

    /**
     * All that must be seen was seen, and nothing speaks against it. A source whose feet are made up and whose people stand cannot
     * show its sides.
     */
    private boolean needed() {
        for (Check check : Check.values()) {
            if (check.quarantines() && !overridden.contains(check)
                    && evidence.getOrDefault(check, 0.0) < least(check)) {
                return false;
            }
        }
        return true;
    }

    private double least(Check check) {
        return switch (check) {
            case UNIT, UP, JOINTS -> CLEAR;
            case MIRRORED -> !evidence.containsKey(check) && count >= 2 ? 0 : CLEAR / 2;
            default -> 0;
        };
    }

    /** The check that quarantines the stream, with its last failure. */
    public Optional<Finding> failed() {
        return evidence.entrySet().stream()
                .filter(entry -> entry.getValue() <= QUARANTINED && entry.getKey().quarantines()
                        && !overridden.contains(entry.getKey()))
                .map(entry -> lastFailure.get(entry.getKey())).findFirst();
    }

    /** How many windows failed a check. */
    public int failures(Check check) {
        return failures.getOrDefault(check, 0);
    }

    /** Whether a check said anything yet. */
    public boolean judged(Check check) {
        return evidence.containsKey(check);
    }

    /** The last window that failed a check. */
    public Optional<Finding> lastFailure(Check check) {
        return Optional.ofNullable(lastFailure.get(check));
    }

    /** Windows looked at. */
    public int windows() {
        return count;
    }

    /** Windows in which nothing speaks against the stream. */
    public int cleanWindows() {
        return clean;
    }

    /** Frames looked at. */
    public int frames() {
        return frames;
    }
}
