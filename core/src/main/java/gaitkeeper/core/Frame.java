package gaitkeeper.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * One body at one instant: canonical K25 joints in metres in the frame {@code KINECT} (x to the sensor's left, y up, z away
 * from it), with confidence and origin per joint. Which body it is, is the {@link TrackId} it travels with (the Kafka key).
 *
 * <p>Immutable. {@link #bytes()} is the wire form itself and is shared, not copied: callers must not write to it.
 */
public final class Frame {
    /*
     * The wire layout is the memory layout, so that a frame is never unpacked on its way through the windower.
     * Little endian, version 1, 352 bytes:
     *
     *     0        1        2          3       4              12            20             320          345
     *     +--------+--------+----------+-------+--------------+-------------+--------------+------------+-----------+
     *     |version |layout  |geometry  |bits   |event time ns |received ns  |25 x (x,y,z)  |25 x conf   |25 flags   |
     *     |u8 = 1  |u8      |u8        |u8     |i64           |i64          |75 x f32      |u8, 255 = 1 |2 bits each|
     *     +--------+--------+----------+-------+--------------+-------------+--------------+------------+-----------+
     *
     * bits: 1 = coordinates are metric, 2 = the source gave confidences, 4 = the time is the device's clock.
     */
    /** The only wire version so far. */
    public static final int VERSION = 1;

    static final int VERSION_OFFSET = 0;
    static final int LAYOUT_OFFSET = VERSION_OFFSET + 1;
    static final int GEOMETRY_OFFSET = LAYOUT_OFFSET + 1;
    static final int BITS_OFFSET = GEOMETRY_OFFSET + 1;
    static final int BODY_OFFSET = BITS_OFFSET + 1;
    static final int EVENT_TIME_OFFSET = BODY_OFFSET;
    static final int RECEIVED_OFFSET = EVENT_TIME_OFFSET + Long.BYTES;
    static final int JOINTS_OFFSET = RECEIVED_OFFSET + Long.BYTES;
    static final int CONFIDENCE_OFFSET = JOINTS_OFFSET + Skeleton.K25 * 3 * Float.BYTES;
    static final int FLAGS_OFFSET = CONFIDENCE_OFFSET + Skeleton.K25;

    /** Size of a frame's wire form in bytes. */
    public static final int BYTES = FLAGS_OFFSET + (Skeleton.K25 * 2 + 7) / 8;

    /** Largest accepted distance from the sensor along one axis, in metres. */
    public static final float MAX_COORDINATE = 100f;

    private static final int METRIC = 1;
    private static final int CONFIDENCE_GIVEN = 2;
    private static final int DEVICE_CLOCK = 4;
    private static final int KNOWN_BITS = METRIC | CONFIDENCE_GIVEN | DEVICE_CLOCK;

    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;

    private Frame(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Wraps a wire form after checking all of it. The array is not copied.
     *
     * @throws MalformedException if the bytes are not a frame of a known version
     */
    public static Frame of(byte[] bytes) {
        if (bytes.length == 0) {
            throw new MalformedException(Reason.BAD_BYTES, "a frame has " + BYTES + " bytes, not 0");
        }
        if (bytes[VERSION_OFFSET] != VERSION) {
            throw new MalformedException(Reason.UNKNOWN_VERSION,
                    "frame version " + (bytes[VERSION_OFFSET] & 0xff) + " is unknown; this version reads 1");
        }
        if (bytes.length != BYTES) {
            throw new MalformedException(Reason.BAD_BYTES, "a frame has " + BYTES + " bytes, not " + bytes.length);
        }
        checkHeader(bytes);
        checkBody(bytes, BODY_OFFSET);
        return new Frame(bytes);
    }

    static void checkHeader(byte[] bytes) {
        Layout.ofCode(bytes[LAYOUT_OFFSET] & 0xff);
        Geometry.ofCode(bytes[GEOMETRY_OFFSET] & 0xff);
        if ((bytes[BITS_OFFSET] & ~KNOWN_BITS) != 0) {
            throw new MalformedException(Reason.BAD_BYTES, "unknown frame bits " + (bytes[BITS_OFFSET] & 0xff));
        }
    }

    /** Checks the part of a frame that follows the header, wherever it stands in {@code bytes}. */
    static void checkBody(byte[] bytes, int body) {
        if ((long) LONG.get(bytes, body) < 0) {
            throw new MalformedException(Reason.BAD_TIME, "event time is negative");
        }
        int joints = body + JOINTS_OFFSET - BODY_OFFSET;
        for (int at = joints; at < joints + Skeleton.K25 * 3 * Float.BYTES; at += Float.BYTES) {
            checkCoordinate((float) FLOAT.get(bytes, at));
        }
        if ((bytes[body + FLAGS_OFFSET - BODY_OFFSET + 6] & 0xfc) != 0) {
            throw new MalformedException(Reason.BAD_BYTES, "bits beyond the last joint's flag are set");
        }
    }

    private static void checkCoordinate(float value) {
        // Written so that NaN fails too.
        if (!(Math.abs(value) <= MAX_COORDINATE)) {
            throw Float.isFinite(value)
                    ? new MalformedException(Reason.OUT_OF_RANGE,
                            "a coordinate lies outside ±100 m; are the units metres?")
                    : new MalformedException(Reason.NOT_FINITE,
                            "a coordinate is NaN or infinite; send null for a missing joint");
        }
    }

    /** The wire form, shared: do not modify. */
    public byte[] bytes() {
        return bytes;
    }

    /** When the sensor saw the body: nanoseconds since the epoch, UTC. */
    public long eventTimeNs() {
        return (long) LONG.get(bytes, EVENT_TIME_OFFSET);
    }

    /** When ingest received the frame: nanoseconds since the epoch, host clock. */
    public long receivedNs() {
        return (long) LONG.get(bytes, RECEIVED_OFFSET);
    }

    /** The source's joint list. */
    public Layout layout() {
        return Layout.ofCode(bytes[LAYOUT_OFFSET] & 0xff);
    }

    /** Where the source places its joints. */
    public Geometry geometry() {
        return Geometry.ofCode(bytes[GEOMETRY_OFFSET] & 0xff);
    }

    /** Whether coordinates are true metres; false for sources that guess body size. */
    public boolean metric() {
        return (bytes[BITS_OFFSET] & METRIC) != 0;
    }

    /** Whether the confidences came from the source. */
    public boolean confidenceGiven() {
        return (bytes[BITS_OFFSET] & CONFIDENCE_GIVEN) != 0;
    }

    /** Whether the event time is the device's clock, not the host's. */
    public boolean deviceClock() {
        return (bytes[BITS_OFFSET] & DEVICE_CLOCK) != 0;
    }

    /**
     * One coordinate in metres.
     *
     * @param slot K25 slot, 0 to 24
     * @param axis 0 = x, 1 = y, 2 = z
     */
    public float joint(int slot, int axis) {
        return (float) FLOAT.get(bytes, JOINTS_OFFSET + (slot * 3 + axis) * Float.BYTES);
    }

    /** Confidence of a K25 slot, 0 to 1. */
    public float confidence(int slot) {
        return (bytes[CONFIDENCE_OFFSET + slot] & 0xff) / 255f;
    }

    /** Origin of a K25 slot. */
    public JointFlag flag(int slot) {
        return JointFlag.ofCode(bytes[FLAGS_OFFSET + slot / 4] >> (slot % 4 * 2));
    }

    /** The same body at other times, nanoseconds since the epoch. */
    public Frame at(long eventTimeNs, long receivedNs) {
        byte[] copy = bytes.clone();
        LONG.set(copy, EVENT_TIME_OFFSET, eventTimeNs);
        LONG.set(copy, RECEIVED_OFFSET, receivedNs);
        if (eventTimeNs < 0) {
            throw new MalformedException(Reason.BAD_TIME, "the event time is negative");
        }
        return new Frame(copy);
    }

    /** Whether the two frames may stand in one sequence: same layout, geometry and bits. */
    public boolean sameSourceAs(Frame other) {
        return bytes[LAYOUT_OFFSET] == other.bytes[LAYOUT_OFFSET]
                && bytes[GEOMETRY_OFFSET] == other.bytes[GEOMETRY_OFFSET]
                && bytes[BITS_OFFSET] == other.bytes[BITS_OFFSET];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Frame frame && Arrays.equals(bytes, frame.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Header only: a frame's coordinates must never reach a log. */
    @Override
    public String toString() {
        return "Frame[" + layout().id() + " at " + eventTimeNs() + " ns]";
    }

    /** Starts a frame with all joints missing at the origin. */
    public static Builder builder(Layout layout, Geometry geometry) {
        return new Builder(layout, geometry);
    }

    /** Writes a frame slot by slot. Reusable: every {@link #build()} copies. Not safe for use by several threads. */
    public static final class Builder {
        private final byte[] bytes = new byte[BYTES];

        private Builder(Layout layout, Geometry geometry) {
            bytes[VERSION_OFFSET] = VERSION;
            bytes[LAYOUT_OFFSET] = (byte) layout.code();
            bytes[GEOMETRY_OFFSET] = (byte) geometry.code();
            bytes[BITS_OFFSET] = METRIC;
            for (int slot = 0; slot < Skeleton.K25; slot++) {
                flag(slot, JointFlag.MISSING);
            }
        }

        /** Sets the event time and the time of receipt, nanoseconds since the epoch. */
        public Builder times(long eventTimeNs, long receivedNs) {
            LONG.set(bytes, EVENT_TIME_OFFSET, eventTimeNs);
            LONG.set(bytes, RECEIVED_OFFSET, receivedNs);
            return this;
        }

        /** Says what is known of the source. */
        public Builder source(boolean metric, boolean confidenceGiven, boolean deviceClock) {
            bytes[BITS_OFFSET] = (byte) ((metric ? METRIC : 0) | (confidenceGiven ? CONFIDENCE_GIVEN : 0)
                    | (deviceClock ? DEVICE_CLOCK : 0));
            return this;
        }

        /** Sets a K25 slot: metres, confidence 0 to 1 (kept in steps of 1/255), origin. */
        public Builder joint(int slot, float x, float y, float z, float confidence, JointFlag flag) {
            position(slot, x, y, z);
            bytes[CONFIDENCE_OFFSET + slot] = (byte) Math.round(Math.clamp(confidence, 0f, 1f) * 255);
            flag(slot, flag);
            return this;
        }

        /** One coordinate set so far. */
        public float joint(int slot, int axis) {
            return (float) FLOAT.get(bytes, JOINTS_OFFSET + (slot * 3 + axis) * Float.BYTES);
        }

        /** Confidence of a slot so far. */
        public float confidence(int slot) {
            return (bytes[CONFIDENCE_OFFSET + slot] & 0xff) / 255f;
        }

        /** Origin of a slot so far. */
        public JointFlag flag(int slot) {
            return JointFlag.ofCode(bytes[FLAGS_OFFSET + slot / 4] >> (slot % 4 * 2));
        }

        /** Exchanges left and right joints, for sources that label them wrongly. */
        public Builder swapSides() {
            for (int slot = 0; slot < Skeleton.K25; slot++) {
                int other = Skeleton.mirrorOf(slot);
                if (other > slot) {
                    exchange(slot, other);
                }
            }
            return this;
        }

        private void exchange(int a, int b) {
            for (int axis = 0; axis < 3; axis++) {
                int at = JOINTS_OFFSET + (a * 3 + axis) * Float.BYTES;
                float kept = joint(a, axis);
                FLOAT.set(bytes, at, joint(b, axis));
                FLOAT.set(bytes, at + (b - a) * 3 * Float.BYTES, kept);
            }
            byte confidence = bytes[CONFIDENCE_OFFSET + a];
            bytes[CONFIDENCE_OFFSET + a] = bytes[CONFIDENCE_OFFSET + b];
            bytes[CONFIDENCE_OFFSET + b] = confidence;
            JointFlag flag = flag(a);
            flag(a, flag(b));
            flag(b, flag);
        }

        /**
         * Gives every missing slot its parent's position (confidence 0) and makes the frame.
         *
         * @throws MalformedException if a coordinate is not finite or out of range, or the time is negative
         */
        public Frame build() {
            for (int slot : FILL_ORDER) {
                if (flag(slot) == JointFlag.MISSING) {
                    int parent = Skeleton.parent(slot);
                    position(slot, joint(parent, 0), joint(parent, 1), joint(parent, 2));
                    bytes[CONFIDENCE_OFFSET + slot] = 0;
                }
            }
            return Frame.of(bytes.clone());
        }

        private void position(int slot, float x, float y, float z) {
            int at = JOINTS_OFFSET + slot * 3 * Float.BYTES;
            FLOAT.set(bytes, at, x);
            FLOAT.set(bytes, at + Float.BYTES, y);
            FLOAT.set(bytes, at + 2 * Float.BYTES, z);
        }

        private void flag(int slot, JointFlag flag) {
            int at = FLAGS_OFFSET + slot / 4;
            int shift = slot % 4 * 2;
            bytes[at] = (byte) (bytes[at] & ~(3 << shift) | flag.ordinal() << shift);
        }

        /** Slots ordered so that a parent comes before its children; the root is left out. */
        private static final int[] FILL_ORDER = {1, 20, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19,
            21, 22,
            23, 24};
    }
}
