package gaitkeeper.core;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * f consecutive frames of one track, cut by the windower; what an encoder reads.
 *
 * <p>Immutable. {@link #bytes()} is the wire form itself and is shared, not copied: callers must not write to it.
 */
public final class Sequence {
    /*
     * Little endian, version 1, 16 + 348 f bytes. The frames follow one another without the header they share:
     *
     *     0        1        2          3       4         6         8            16           364
     *     +--------+--------+----------+-------+---------+---------+------------+------------+------------+--
     *     |version |layout  |geometry  |bits   |f        |stride   |windowed ns |frame body  |frame body  |..
     *     |u8 = 1  |u8      |u8        |u8     |u16      |u16      |i64         |348 bytes   |348 bytes   |
     *     +--------+--------+----------+-------+---------+---------+------------+------------+------------+--
     */
    /** The only wire version so far. */
    public static final int VERSION = 1;

    private static final int FRAMES_OFFSET = Frame.BODY_OFFSET;
    private static final int STRIDE_OFFSET = FRAMES_OFFSET + Short.BYTES;
    private static final int WINDOWED_OFFSET = STRIDE_OFFSET + Short.BYTES;
    private static final int BODIES_OFFSET = WINDOWED_OFFSET + Long.BYTES;
    private static final int BODY_BYTES = Frame.BYTES - Frame.BODY_OFFSET;

    private final byte[] bytes;
    private final WindowSpec spec;

    private Sequence(byte[] bytes, WindowSpec spec) {
        this.bytes = bytes;
        this.spec = spec;
    }

    /**
     * Joins frames of one track, in order of time.
     *
     * @param windowedNs when the window was closed: nanoseconds since the epoch, host clock
     * @throws IllegalArgumentException if the number of frames is not the spec's, or they come from different sources
     */
    public static Sequence join(WindowSpec spec, List<Frame> frames, long windowedNs) {
        if (frames.size() != spec.frames()) {
            throw new IllegalArgumentException("need " + spec.frames() + " frames, got " + frames.size());
        }
        byte[] bytes = new byte[BODIES_OFFSET + frames.size() * BODY_BYTES];
        Frame head = frames.getFirst();
        System.arraycopy(head.bytes(), 0, bytes, 0, Frame.BODY_OFFSET);
        putShort(bytes, FRAMES_OFFSET, spec.frames());
        putShort(bytes, STRIDE_OFFSET, spec.stride());
        Frame.LONG.set(bytes, WINDOWED_OFFSET, windowedNs);
        int at = BODIES_OFFSET;
        for (Frame frame : frames) {
            if (!frame.sameSourceAs(head)) {
                throw new IllegalArgumentException("frames of different layout or geometry in one sequence");
            }
            System.arraycopy(frame.bytes(), Frame.BODY_OFFSET, bytes, at, BODY_BYTES);
            at += BODY_BYTES;
        }
        return new Sequence(bytes, spec);
    }

    /**
     * Wraps a wire form after checking all of it. The array is not copied.
     *
     * @throws MalformedException if the bytes are not a sequence of a known version
     */
    public static Sequence of(byte[] bytes) {
        if (bytes.length < BODIES_OFFSET) {
            throw new MalformedException(Reason.BAD_BYTES, "a sequence has at least " + BODIES_OFFSET + " bytes");
        }
        if (bytes[Frame.VERSION_OFFSET] != VERSION) {
            throw new MalformedException(Reason.UNKNOWN_VERSION,
                    "sequence version " + (bytes[Frame.VERSION_OFFSET] & 0xff) + " is unknown; this version reads 1");
        }
        Frame.checkHeader(bytes);
        WindowSpec spec = new WindowSpec(getShort(bytes, FRAMES_OFFSET), getShort(bytes, STRIDE_OFFSET));
        if (bytes.length != BODIES_OFFSET + spec.frames() * BODY_BYTES) {
            throw new MalformedException(Reason.BAD_BYTES,
                    "a sequence of " + spec.frames() + " frames does not have " + bytes.length + " bytes");
        }
        long before = -1;
        for (int at = BODIES_OFFSET; at < bytes.length; at += BODY_BYTES) {
            Frame.checkBody(bytes, at);
            long time = (long) Frame.LONG.get(bytes, at);
            if (time <= before) {
                throw new MalformedException(Reason.BAD_TIME, "frames of a sequence are not in order of time");
            }
            before = time;
        }
        return new Sequence(bytes, spec);
    }

    private static void putShort(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >> 8);
    }

    private static int getShort(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    /** The wire form, shared: do not modify. */
    public byte[] bytes() {
        return bytes;
    }

    /** How the track was cut. */
    public WindowSpec spec() {
        return spec;
    }

    /** The id, given the track this sequence travels with. */
    public SequenceId id(TrackId track) {
        return new SequenceId(track, firstTimeNs(), spec);
    }

    /** The source's joint list. */
    public Layout layout() {
        return Layout.ofCode(bytes[Frame.LAYOUT_OFFSET] & 0xff);
    }

    /** Where the source places its joints. */
    public Geometry geometry() {
        return Geometry.ofCode(bytes[Frame.GEOMETRY_OFFSET] & 0xff);
    }

    /** Event time of the first frame, nanoseconds since the epoch. */
    public long firstTimeNs() {
        return (long) Frame.LONG.get(bytes, BODIES_OFFSET);
    }

    /** Event time of the last frame, nanoseconds since the epoch. */
    public long lastTimeNs() {
        return (long) Frame.LONG.get(bytes, lastBody());
    }

    /** When ingest received the last frame, nanoseconds since the epoch. */
    public long receivedNs() {
        return (long) Frame.LONG.get(bytes, lastBody() + Long.BYTES);
    }

    /** When the window was closed, nanoseconds since the epoch. */
    public long windowedNs() {
        return (long) Frame.LONG.get(bytes, WINDOWED_OFFSET);
    }

    /** One frame, as it was. */
    public Frame frame(int index) {
        byte[] frame = new byte[Frame.BYTES];
        System.arraycopy(bytes, 0, frame, 0, Frame.BODY_OFFSET);
        System.arraycopy(bytes, BODIES_OFFSET + index * BODY_BYTES, frame, Frame.BODY_OFFSET, BODY_BYTES);
        return Frame.of(frame);
    }

    /** Mean confidence over all joints that are not missing by layout, 0 to 1. */
    public float quality() {
        long sum = 0;
        int count = 0;
        for (int body = BODIES_OFFSET; body < bytes.length; body += BODY_BYTES) {
            int at = body + Frame.CONFIDENCE_OFFSET - Frame.BODY_OFFSET;
            for (int slot = 0; slot < Skeleton.K20; slot++) {
                sum += bytes[at + Skeleton.k25SlotOf(slot)] & 0xff;
                count++;
            }
        }
        return sum / (255f * count);
    }

    /**
     * Writes the coordinates as a model reads them: {@code [f, joints, 3]} in metres, frame after frame, not centred (the
     * graph centres, so that no caller can forget it). The one definition of a model's input, for trainer and encoder.
     *
     * @param joints 20 for the K20 order, 25 for K25
     * @param target written from its position on, which moves by {@code f * joints * 3}
     */
    public void copyJoints(int joints, FloatBuffer target) {
        for (int body = BODIES_OFFSET; body < bytes.length; body += BODY_BYTES) {
            int base = body + Frame.JOINTS_OFFSET - Frame.BODY_OFFSET;
            for (int slot = 0; slot < joints; slot++) {
                int at = base + canonical(joints, slot) * 3 * Float.BYTES;
                target.put((float) Frame.FLOAT.get(bytes, at)).put((float) Frame.FLOAT.get(bytes, at + Float.BYTES))
                        .put((float) Frame.FLOAT.get(bytes, at + 2 * Float.BYTES));
            }
        }
    }

    /**
     * The same window with other coordinates: the reverse of {@link #copyJoints}. Joints that the order lacks stay as they are.
     *
     * @param joints 20 for the K20 order, 25 for K25
     * @param source {@code [f, joints, 3]} in metres, read from its position on, which moves by as much
     * @throws MalformedException if a coordinate is not finite or out of range
     */
    public Sequence withJoints(int joints, FloatBuffer source) {
        byte[] copy = bytes.clone();
        for (int body = BODIES_OFFSET; body < copy.length; body += BODY_BYTES) {
            int base = body + Frame.JOINTS_OFFSET - Frame.BODY_OFFSET;
            for (int slot = 0; slot < joints; slot++) {
                int at = base + canonical(joints, slot) * 3 * Float.BYTES;
                for (int axis = 0; axis < 3; axis++) {
                    Frame.FLOAT.set(copy, at + axis * Float.BYTES, source.get());
                }
            }
        }
        return of(copy);
    }

    private static int canonical(int joints, int slot) {
        return joints == Skeleton.K20 ? Skeleton.k25SlotOf(slot) : slot;
    }

    private int lastBody() {
        return bytes.length - BODY_BYTES;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sequence sequence && Arrays.equals(bytes, sequence.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Header only: coordinates must never reach a log. */
    @Override
    public String toString() {
        return "Sequence[" + spec.frames() + " frames from " + firstTimeNs() + " ns]";
    }
}
