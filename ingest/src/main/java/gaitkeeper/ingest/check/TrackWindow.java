package gaitkeeper.ingest.check;

import gaitkeeper.core.Frame;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.JointMap;
import gaitkeeper.core.Skeleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Thirty frames of one track, and what the checks say of them. For one thread. */
final class TrackWindow {
    static final int FRAMES = 30;
    private static final double LEAST_TRUNK = 0.25;
    private static final double MOST_TRUNK = 0.75;
    private static final double LEAST_LEG = 0.5;
    private static final double MOST_LEG = 1.3;
    private static final double LEAST_ARM = 0.12;
    private static final double MOST_ARM = 0.5;
    /** Where thighs stand among the bones: left thigh, shank, right thigh, shank. */
    private static final int THIGHS = 4;
    private static final double UPRIGHT = 0.7;
    /** Cosine between trunk and vertical below which somebody bends down. */
    private static final double BENT = 0.8;
    /** Toes before the ankles, both feet together, metres, from which on the direction is beyond doubt. */
    private static final double SURE_TOES = 0.05;
    private static final double WALKING = 0.3;
    private static final double FORWARD = 0.8;
    private static final double JUMP = 1.5;
    private static final double RETURN_S = 2;
    private static final double GAP_PERIODS = 3;
    private static final double CONSTANT = 0.001;
    private static final double FROZEN_SHARE = 0.5;
    private static final int MISPLACED = 2;
    private static final double NEAR = 0.3;
    /** Cosine between shoulders and hips below which they face opposite ways. */
    private static final double DISAGREE = -0.1;
    /** Where knees and ankles stand among the levels, left then right. */
    private static final int KNEES = 2;
    private static final int ANKLES = 4;

    private static final int[] STILL = {3, 5, 6, 9, 10, 13, 14, 17, 18};

    private final CheckConfig config;
    private final BodyPlan plan;
    private final BodyMeasures body = new BodyMeasures();
    private final Medians trunk = new Medians(FRAMES);
    private final Medians upright = new Medians(FRAMES);
    private final Medians depth = new Medians(FRAMES);
    private final Medians away = new Medians(FRAMES);
    private final Medians agree = new Medians(FRAMES);
    private final Medians toes = new Medians(FRAMES);
    /** How much nearer hands are to the wrists than to the elbows, both sides together, metres. */
    private final Medians nearer = new Medians(FRAMES);
    private final Medians interval = new Medians(FRAMES);
    private final Medians[] bones = medians(BodyPlan.BONES.length);
    private final Medians[] levels = medians(BodyPlan.LEVELS.length);
    private final int[] still = new int[STILL.length];
    private final double[] before = new double[3];
    private int frames;
    private int walked;
    private int walkedForward;
    private int gaps;
    private boolean backward;
    private boolean jumped;
    private boolean feet;
    private boolean metric;
    private boolean placed;
    private long lastNs = -1;
    private Frame last;

    TrackWindow(CheckConfig config, BodyPlan plan, Frame first) {
        this.config = config;
        this.plan = plan;
        this.last = first;
    }

    private static Medians[] medians(int count) {
        Medians[] medians = new Medians[count];
        for (int i = 0; i < count; i++) {
            medians[i] = new Medians(FRAMES);
        }
        return medians;
    }

    long lastNs() {
        return lastNs;
    }

    /** Adds a frame; true when the window is full. */
    boolean add(Frame frame) {
        addTime(frame.eventTimeNs());
        if (body.look(frame)) {
            addBody(frame);
        }
        if (frames > 0) {
            for (int i = 0; i < STILL.length; i++) {
                still[i] += same(frame, last, STILL[i]) ? 1 : 0;
            }
        }
        last = frame;
        return ++frames == FRAMES;
    }

    private void addTime(long timeNs) {
        if (lastNs >= 0) {
            double seconds = (timeNs - lastNs) / 1e9;
            backward |= seconds <= 0;
            jumped |= seconds > RETURN_S;
            gaps += seconds > GAP_PERIODS / config.framesPerSecond() ? 1 : 0;
            interval.add(seconds);
        }
        lastNs = timeNs;
    }

    private void addBody(Frame frame) {
        trunk.add(body.trunk());
        upright.add(body.upright(frame));
        depth.add(body.hips(2));
        away.add(Math.abs(body.hips(0)) + Math.abs(body.hips(1)) + Math.abs(body.hips(2)));
        agree.add(body.agree());
        feet = JointMap.of(frame.layout()).seesFeet();
        metric = frame.metric();
        if (feet) {
            toes.add(body.toes(frame));
        }
        nearer.add(BodyMeasures.distance(frame, 7, 5) - BodyMeasures.distance(frame, 7, 6)
                + BodyMeasures.distance(frame, 11, 9) - BodyMeasures.distance(frame, 11, 10));
        for (int i = 0; i < BodyPlan.BONES.length; i++) {
            bones[i].add(BodyMeasures.distance(frame, BodyPlan.BONES[i][0], BodyPlan.BONES[i][1]));
        }
        // Heights along the trunk of somebody who bends down say nothing.
        for (int i = 0; i < BodyPlan.LEVELS.length && Math.abs(body.tilt()) > BENT; i++) {
            levels[i].add(body.height(frame, BodyPlan.LEVELS[i]));
        }
        if (placed) {
            move(interval.count() == 0 ? 1 / config.framesPerSecond() : interval.median());
        }
        for (int axis = 0; axis < 3; axis++) {
            before[axis] = body.hips(axis);
        }
        placed = true;
    }

    private void move(double seconds) {
        double square = 0;
        for (int axis = 0; axis < 3; axis++) {
            double d = body.hips(axis) - before[axis];
            square += d * d;
        }
        double distance = Math.sqrt(square);
        jumped |= distance > JUMP;
        if (distance > WALKING * seconds && seconds > 0) {
            walked++;
            walkedForward += body.advance(before) > 0 ? 1 : 0;
        }
    }

    private static boolean same(Frame a, Frame b, int slot) {
        return a.flag(slot) != JointFlag.MISSING && a.joint(slot, 0) == b.joint(slot, 0)
                && a.joint(slot, 1) == b.joint(slot, 1) && a.joint(slot, 2) == b.joint(slot, 2);
    }

    /** What the checks say of a full window; checks that do not apply say nothing. */
    List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        if (trunk.count() >= FRAMES / 2) {
            addGeometry(all);
        }
        double period = interval.median();
        add(all, Check.RATE, Math.abs(1 / period / config.framesPerSecond() - 1) <= config.rateTolerance(),
                "%.1f frames/s, expected %.1f", 1 / period, config.framesPerSecond());
        add(all, Check.CLOCK, !backward && gaps == 0, backward ? "times do not grow" : "%.0f gaps", gaps);
        add(all, Check.ID_REUSE, !jumped, jumped ? "the body jumped or came back" : "no jump");
        add(all, Check.FROZEN, mostStill() < FROZEN_SHARE, "the stillest joint repeats in %.0f %% of frames",
                100 * mostStill());
        return all;
    }

    private void addGeometry(List<Finding> all) {
        double t = trunk.median();
        boolean trunkFits = t >= LEAST_TRUNK && t <= MOST_TRUNK;
        boolean legsFit = legsFit();
        if (trunkFits || !legsFit) {
            add(all, Check.UNIT, trunkFits, "the trunk is %.3f m long", t);
        }
        add(all, Check.UP, upright.median() > UPRIGHT, "trunk and legs point up by %.2f of 1", upright.median());
        if (away.median() > NEAR) {
            add(all, Check.PLACE, depth.median() > 0, "the body is %.1f m before the sensor", depth.median());
        }
        addSides(all);
        // A trunk that collapsed between limbs of human length is bad tracking; lengths in trunks would say anything.
        if (trunkFits || !limbsFit()) {
            List<String> misplaced = misplaced(t);
            all.add(new Finding(Check.JOINTS, misplaced.size() < MISPLACED ? 1 : -1, misplaced.isEmpty()
                    ? "all in place"
                    : "out of place: " + String.join(", ", misplaced)));
        }
        if (metric) {
            add(all, Check.RESCALED, mostVariation() > CONSTANT, "bones vary by %.4f of their length",
                    mostVariation());
        }
    }

    /** Whether one leg at least is as long as a person's. */
    private boolean legsFit() {
        return fits(bones[THIGHS].median() + bones[THIGHS + 1].median())
                || fits(bones[THIGHS + 2].median() + bones[THIGHS + 3].median());
    }

    /** Whether all limbs have human lengths in metres, whatever the trunk has. */
    private boolean limbsFit() {
        for (int i = 0; i < BodyPlan.LONG_BONES; i++) {
            double least = i < THIGHS ? LEAST_ARM : LEAST_LEG / 2;
            double most = i < THIGHS ? MOST_ARM : MOST_LEG / 2;
            if (!(bones[i].median() >= least && bones[i].median() <= most)) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(double leg) {
        return leg >= LEAST_LEG && leg <= MOST_LEG;
    }

    private void addSides(List<Finding> all) {
        if (toes.count() >= FRAMES / 2) {
            double ahead = toes.median();
            all.add(new Finding(Check.MIRRORED, Math.clamp(ahead / SURE_TOES, -1, 1),
                    words("toes are %.3f m before the ankles", ahead)));
        } else if (!feet && walked >= FRAMES / 2) {
            double share = (double) walkedForward / walked;
            all.add(new Finding(Check.MIRRORED, share > FORWARD ? 1 : share < 1 - FORWARD ? -1 : 0,
                    words("walks forward in %.0f %% of frames", 100 * share)));
        }
    }

    /** Which bones and joints are out of their bounds; arms or legs the wrong way round count twice. */
    private List<String> misplaced(double t) {
        List<String> misplaced = new ArrayList<>();
        if (agree.median() < DISAGREE) {
            misplaced.addAll(List.of("shoulders", "or hips: they face opposite ways"));
        }
        if (levels[KNEES].median() < levels[ANKLES].median()
                && levels[KNEES + 1].median() < levels[ANKLES + 1].median()) {
            misplaced.addAll(List.of("knees", "or ankles: these are the higher ones"));
        }
        if (nearer.median() < 0) {
            misplaced.addAll(List.of("elbows", "or wrists: hands are nearer to the elbows"));
        }
        for (int i = 0; i < BodyPlan.BONES.length; i++) {
            if (plan.isOutside(i, bones[i].median() / t)) {
                misplaced.add(
                        words(name(BodyPlan.BONES[i][0]) + " to " + name(BodyPlan.BONES[i][1]) + " (%.2f of the trunk)",
                                bones[i].median() / t));
            }
        }
        for (int i = 0; i < BodyPlan.LEVELS.length; i++) {
            if (plan.isBeyond(i, levels[i].median())) {
                misplaced.add(words(name(BodyPlan.LEVELS[i]) + " (%.2f trunks over the hips)", levels[i].median()));
            }
        }
        return misplaced;
    }

    private static String name(int slot) {
        return Skeleton.name(slot);
    }

    /** Every bone and level of a full window, in trunks; what plans are learned from. */
    double[] shape() {
        return DoubleStream.concat(Arrays.stream(bones).mapToDouble(bone -> bone.median() / trunk.median()),
                Arrays.stream(levels).mapToDouble(Medians::median)).toArray();
    }

    private double mostVariation() {
        double most = 0;
        for (int i = 0; i < BodyPlan.LONG_BONES; i++) {
            double variation = bones[i].variation();
            most = variation > most ? variation : most;
        }
        return most;
    }

    private double mostStill() {
        int most = 0;
        int least = FRAMES;
        for (int count : still) {
            most = Math.max(most, count);
            least = Math.min(least, count);
        }
        return (double) (most - least) / FRAMES;
    }

    private static void add(List<Finding> all, Check check, boolean good, String pattern, Object... values) {
        all.add(new Finding(check, good ? 1 : -1, words(pattern, values)));
    }

    private static String words(String pattern, Object... values) {
        Object[] numbers = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            numbers[i] = ((Number) values[i]).doubleValue();
        }
        return String.format(Locale.ROOT, pattern, numbers);
    }

    /** Starts the next window, which follows the one that was full. */
    void clear() {
        for (Medians one : List.of(trunk, upright, depth, away, agree, toes, nearer, interval)) {
            one.clear();
        }
        for (Medians bone : bones) {
            bone.clear();
        }
        for (Medians level : levels) {
            level.clear();
        }
        Arrays.fill(still, 0);
        frames = 0;
        walked = 0;
        walkedForward = 0;
        gaps = 0;
        backward = false;
        jumped = false;
        placed = false;
    }
}
