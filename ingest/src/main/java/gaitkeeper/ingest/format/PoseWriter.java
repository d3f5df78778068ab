package gaitkeeper.ingest.format;

import gaitkeeper.core.Axes;
import gaitkeeper.core.Frame;
import gaitkeeper.core.GeometryBridge;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.JointMap;
import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.SourceJoints;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Unit;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Problem;
import gaitkeeper.ingest.CanonicalFrames.Result;
import gaitkeeper.ingest.CanonicalFrames;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Takes bodies joint by joint, as formats read them, and makes frames: missing joints, unit, axes, K25, in the order of
 * {@code specs/skeleton-sources.md}, section 2. Reused from document to document; for one thread.
 */
final class PoseWriter {
    private static final float INFERRED = 0.4f;
    private static final double SECOND_NS = 1e9;

    private final SourceSetup setup;
    private final Map<Layout, Target> targets = new EnumMap<>(Layout.class);
    private final SourceJoints joints = new SourceJoints();
    private final float[] raw = new float[SourceJoints.MAX * 3];
    private final float[] trust = new float[SourceJoints.MAX];
    private final boolean[] placed = new boolean[SourceJoints.MAX];
    private final boolean[] guessed = new boolean[SourceJoints.MAX];

    private final Follower follower = new Follower();
    /** Frames seen in all documents. */
    private long followed;

    private List<Accepted> frames = List.of();
    private List<Problem> problems = List.of();
    private Map<Reason, Integer> unlisted = Map.of();
    private String sensor;
    private boolean confidenceGiven;
    private boolean sizeGuessed;
    private double period;
    private int frame;
    private int body;
    private long timeNs;
    private Clock clock = Clock.NONE;
    private int size;

    /** Whose time a document's frames carry. */
    enum Clock {
        /** None: frames follow one another at a nominal rate. */
        NONE,
        /** The device's, from a start of its own. */
        DEVICE,
        /** Nanoseconds since the epoch. */
        EPOCH
    }

    /** Where bodies of one layout are written. */
    private record Target(JointMap map, Frame.Builder frame, Axes axes, float metres, boolean metric) {}

    PoseWriter(SourceSetup setup) {
        this.setup = setup;
        this.sensor = setup.sensor();
    }

    SourceSetup setup() {
        return setup;
    }

    /** Starts a document of {@code bytes} bytes. */
    void open(int bytes, double framesPerSecond) {
        frames = new ArrayList<>();
        problems = new ArrayList<>();
        unlisted = new EnumMap<>(Reason.class);
        period = SECOND_NS / setup.framesPerSecond().orElse(framesPerSecond);
        size = bytes;
        frame = -1;
        clock = Clock.NONE;
        sensor = setup.sensor();
    }

    Result result() {
        return new Result(frames, problems, unlisted);
    }

    Clock clock() {
        return clock;
    }

    /** Between two frames of a document without times. */
    long periodNs() {
        return Math.round(period);
    }

    /** Starts the next frame of the document. */
    void frame() {
        frame++;
        followed++;
        body = -1;
        if (clock == Clock.NONE) {
            timeNs = Math.round(frame * period);
        }
    }

    /** Sets the rate of a document that has one but no times. */
    void rate(double framesPerSecond) {
        if (framesPerSecond > 0 && framesPerSecond <= 1000 && setup.framesPerSecond().isEmpty()) {
            period = SECOND_NS / framesPerSecond;
        }
    }

    /** Sets the time of this frame by the device's own clock. */
    void deviceTime(double ns) {
        if (!(ns >= 0 && ns < 9e18)) {
            throw new MalformedException(Reason.BAD_TIME, "the time stamp is negative or too large");
        }
        clock = Clock.DEVICE;
        timeNs = (long) ns;
    }

    /** Sets the time of this frame, nanoseconds since the epoch. */
    void epochTime(long ns) {
        clock = Clock.EPOCH;
        timeNs = ns;
    }

    /** Sets the time of this frame from a number since the epoch whose size tells its unit. */
    void guessTime(double stamp) {
        if (stamp > 1e17) {
            epochTime((long) stamp);
        } else if (stamp > 1e14) {
            epochTime((long) (stamp * 1e3));
        } else if (stamp > 1e11) {
            epochTime((long) (stamp * 1e6));
        } else if (stamp > 1e8) {
            epochTime((long) (stamp * 1e9));
        } else {
            throw new MalformedException(Reason.BAD_TIME,
                    "the time stamp is none since 1970, in seconds, milliseconds, microseconds or nanoseconds");
        }
    }

    /** Says which sensor the frame is of, if the setup does not. */
    void sensor(String name) {
        if (!name.isEmpty()) {
            sensor = name;
        }
    }

    /** Starts the next body of this frame; every joint is missing until placed. */
    void body() {
        body++;
        confidenceGiven = false;
        sizeGuessed = false;
        Arrays.fill(placed, false);
        Arrays.fill(guessed, false);
        Arrays.fill(trust, 1);
    }

    /** Position of this body in its frame, from 0. */
    int bodyIndex() {
        return body;
    }

    /** Says that the source made up the size of this body. */
    void guessedSize() {
        sizeGuessed = true;
    }

    /** Places a joint, in the unit and axes of the source. NaN and exactly (0,0,0) are missing. */
    void place(int joint, double x, double y, double z) {
        if (joint >= SourceJoints.MAX) {
            throw new MalformedException(Reason.WRONG_JOINT_COUNT,
                    "a body has more than " + SourceJoints.MAX + " joints");
        }
        boolean there = !(Double.isNaN(x) || Double.isNaN(y) || Double.isNaN(z)) && (x != 0 || y != 0 || z != 0);
        placed[joint] = there;
        if (there) {
            raw[joint * 3] = (float) x;
            raw[joint * 3 + 1] = (float) y;
            raw[joint * 3 + 2] = (float) z;
        }
    }

    /** Sets how far a joint is trusted, 0 to 1; 0 and NaN are missing. Before or after placing it. */
    void trust(int joint, double confidence) {
        confidenceGiven = true;
        if (joint < SourceJoints.MAX) {
            trust[joint] = Double.isNaN(confidence) ? 0 : (float) Math.clamp(confidence, 0, 1);
        }
    }

    /** Sets a joint's tracking state: 0 not tracked, 1 inferred, 2 tracked. */
    void state(int joint, int state) {
        trust(joint, state <= 0 ? 0 : state == 1 ? INFERRED : 1);
        if (joint < SourceJoints.MAX) {
            guessed[joint] = state == 1;
        }
    }

    /** Copies a joint's place and trust within the body: for sources that order joints differently. */
    void move(int from, int to, PoseWriter.Scratch scratch) {
        scratch.raw[to * 3] = raw[from * 3];
        scratch.raw[to * 3 + 1] = raw[from * 3 + 1];
        scratch.raw[to * 3 + 2] = raw[from * 3 + 2];
        scratch.trust[to] = trust[from];
        scratch.placed[to] = placed[from];
    }

    /** A body under reordering. */
    static final class Scratch {
        private final float[] raw = new float[SourceJoints.MAX * 3];
        private final float[] trust = new float[SourceJoints.MAX];
        private final boolean[] placed = new boolean[SourceJoints.MAX];
    }

    /** Replaces the body's joints by reordered ones. */
    void take(Scratch scratch) {
        System.arraycopy(scratch.raw, 0, raw, 0, raw.length);
        System.arraycopy(scratch.trust, 0, trust, 0, trust.length);
        System.arraycopy(scratch.placed, 0, placed, 0, placed.length);
    }

    /** Whether a joint was placed so far. */
    boolean placed(int joint) {
        return placed[joint];
    }

    /** An id for this body by where it is, for sources that give none: the middle of its placed joints. */
    String follow() {
        double[] middle = new double[3];
        int count = 0;
        for (int joint = 0; joint < SourceJoints.MAX; joint++) {
            if (placed[joint]) {
                count++;
                for (int axis = 0; axis < 3; axis++) {
                    middle[axis] += (raw[joint * 3 + axis] - middle[axis]) / count;
                }
            }
        }
        return follower.follow(followed, middle[0], middle[1], middle[2]);
    }

    /** Finishes a body that placed {@code count} joints of a layout in their order. */
    void end(String track, Layout of, int count) {
        if (count != of.joints()) {
            throw new MalformedException(Reason.WRONG_JOINT_COUNT, "a body has " + count + " joints, but " + of.id()
                    + " has " + of.joints() + "; say which layout it is, such as layout=" + hint(count));
        }
        end(track, of);
    }

    private static String hint(int count) {
        return Arrays.stream(Layout.values()).filter(one -> one.joints() == count).map(Layout::id).findFirst()
                .orElse("(none known has " + count + ")");
    }

    /** Finishes a body whose joints were placed by name. */
    void end(String track, Layout of) {
        Target target = targets.computeIfAbsent(of, this::target);
        for (int joint = 0; joint < of.joints(); joint++) {
            if (placed[joint] && trust[joint] > 0) {
                joints.place(joint, raw[joint * 3], raw[joint * 3 + 1], raw[joint * 3 + 2]);
                joints.trust(joint, trust[joint], guessed[joint] ? JointFlag.INFERRED : JointFlag.OBSERVED);
            } else {
                joints.miss(joint);
            }
        }
        joints.convert(of.joints(), target.axes, target.metres);
        if (setup.mirrored()) {
            joints.flip(of.joints());
        }
        target.frame.times(Math.max(0, timeNs), 0).source(target.metric && !sizeGuessed, confidenceGiven,
                clock == Clock.DEVICE);
        target.map.write(joints, target.frame);
        setup.geometry().ifPresent(geometry -> GeometryBridge.to(geometry).put(target.frame));
        if (setup.swapped()) {
            target.frame.swapSides();
        }
        frames.add(new Accepted(Math.max(frame, 0), body, new TrackId(sensor, setup.session(), track),
                target.frame.build()));
    }

    private Target target(Layout of) {
        JointMap map = JointMap.of(of);
        Axes axes = setup.axes().or(of::axes).orElseThrow(() -> mustSay(of, "axes", "CV, KINECT, LH_YUP, GL, .."));
        Unit unit = setup.unit().or(of::unit).orElseThrow(() -> mustSay(of, "unit", "mm, cm, m, inch, foot"));
        return new Target(map, Frame.builder(of, setup.geometry().orElse(map.geometry())), axes, unit.metres(),
                setup.metric().orElse(of.metric()));
    }

    private static MalformedException mustSay(Layout of, String name, String choices) {
        return new MalformedException(Reason.BAD_FIELD,
                "sources of " + of.id() + " differ in their " + name + "; say " + name + "=" + choices);
    }

    /** Notes what is wrong with this body, or with this frame if no body was begun. */
    void refuse(MalformedException why) {
        if (problems.size() < CanonicalFrames.MAX_LISTED) {
            String at = body < 0 ? "[" + Math.max(frame, 0) + "]" : "[" + Math.max(frame, 0) + "].bodies[" + body + "]";
            problems.add(new Problem(at, why, "", 0, size));
        } else {
            unlisted.merge(why.reason(), 1, Integer::sum);
        }
    }

    /** The layout told by the setup, or else the format's. */
    Layout layout(Layout otherwise) {
        return setup.layout().orElse(otherwise);
    }
}
