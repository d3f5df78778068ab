package gaitkeeper.core;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Fixtures shared by the tests of all modules: made-up people, never recordings. */
public final class People {
    /** Event time of the first frame of a fixture. */
    public static final long START_NS = 1_700_000_000_000_000_000L;

    /** Nanoseconds between two frames at 30 frames/s. */
    public static final long PERIOD_NS = 33_333_333L;

    private People() {}

    /** A track of sensor "cam". */
    public static TrackId track(String id) {
        return new TrackId("cam", "s1", id);
    }

    /** The n-th frame, at 30 frames/s, of a body whose proportions follow from {@code person}. */
    public static Frame frame(int person, int n) {
        return frameAt(person, START_NS + n * PERIOD_NS);
    }

    /** A frame at a given event time. */
    public static Frame frameAt(int person, long eventTimeNs) {
        return frameAt(person, eventTimeNs, Layout.KINECT_V1);
    }

    /** A frame at a given event time, of a given layout. */
    public static Frame frameAt(int person, long eventTimeNs, Layout layout) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(person);
        Frame.Builder frame = Frame.builder(layout, Geometry.K1).times(eventTimeNs, eventTimeNs + 1_000_000);
        for (int slot = 0; slot < 21; slot++) {
            frame.joint(slot, random.nextFloat(-0.5f, 0.5f), random.nextFloat(-1, 1), 2 + random.nextFloat(), 1,
                    JointFlag.OBSERVED);
        }
        return frame.build();
    }

    /** Frames n = from to from + count - 1. */
    public static List<Frame> frames(int person, int from, int count) {
        List<Frame> frames = new ArrayList<>();
        for (int n = from; n < from + count; n++) {
            frames.add(frame(person, n));
        }
        return frames;
    }

    /** The sequence of frames 0 to f - 1. */
    public static Sequence sequence(int person, int f) {
        return Sequence.join(WindowSpec.of(f), frames(person, 0, f), START_NS + 2_000_000_000L);
    }

    /** A unit vector that points {@code degrees} round a circle in the first two of {@code width} dimensions. */
    public static float[] facing(double degrees, int width) {
        float[] vector = new float[width];
        vector[0] = (float) Math.cos(Math.toRadians(degrees));
        vector[1] = (float) Math.sin(Math.toRadians(degrees));
        return vector;
    }

    /** The embedding of a track's n-th six-frame window. */
    public static Embedding embedding(TrackId track, int n, ModelId model, float... vector) {
        long first = START_NS + n * 6 * PERIOD_NS;
        long last = first + 5 * PERIOD_NS;
        return new Embedding(new SequenceId(track, first, WindowSpec.of(6)), last, model, 1,
                new Timing(last + 1_000_000, last + 2_000_000, last + 3_000_000, 0), vector);
    }
}
