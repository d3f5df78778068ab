package gaitkeeper.ingest.format;

import gaitkeeper.core.Layout;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * NVIDIA perception as protobuf, read field by field without generated classes: of {@code nv.Frame} time (3), sensor (4) and objects
 * (5); of an object id (1) and pose (7); of a pose type (1) and key points (2); of a key point name (1) and coordinates (2).
 */
final class NvidiaProtobuf implements MessageFormat {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final byte[][] NAMES = Layout.NVIDIA_BODY34.jointNames().stream()
            .map(name -> name.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);

    @Override
    public void read(byte[] document, int from, int to, PoseWriter out) {
        if (from == to) {
            throw new MalformedException(Reason.BAD_BYTES, "nothing was sent");
        }
        out.frame();
        // Objects may come before time and sensor; these are few fields, so look for them first.
        var fields = new ProtobufCursor(document, from, to);
        while (fields.next()) {
            switch (fields.field()) {
                case 3 -> readTime(fields.message(), out);
                case 4 -> out.sensor(fields.text());
                default -> fields.skip();
            }
        }
        var objects = new ProtobufCursor(document, from, to);
        while (objects.next()) {
            if (objects.field() == 5) {
                readObject(objects.message(), out);
            } else {
                objects.skip();
            }
        }
    }

    private static void readTime(ProtobufCursor time, PoseWriter out) {
        long seconds = 0;
        long nanos = 0;
        while (time.next()) {
            switch (time.field()) {
                case 1 -> seconds = time.number();
                case 2 -> nanos = time.number();
                default -> time.skip();
            }
        }
        try {
            out.epochTime(Math.addExact(Math.multiplyExact(seconds, SECOND_NS), nanos));
        } catch (ArithmeticException _) {
            throw new MalformedException(Reason.BAD_TIME, "the time stamp is too large");
        }
    }

    private static void readObject(ProtobufCursor object, PoseWriter out) {
        out.body();
        String id = "";
        boolean posed = false;
        try {
            while (object.next()) {
                switch (object.field()) {
                    case 1 -> id = object.text();
                    case 7 -> {
                        readPose(object.message(), out);
                        posed = true;
                    }
                    default -> object.skip();
                }
            }
            if (posed) {
                NvidiaBody.end(out, id);
            }
        } catch (MalformedException e) {
            out.refuse(e);
        }
    }

    private static void readPose(ProtobufCursor pose, PoseWriter out) {
        float[] xyzc = new float[4];
        int likely = 0;
        while (pose.next()) {
            switch (pose.field()) {
                case 1 -> NvidiaBody.require3d(pose.text());
                case 2 -> {
                    int outer = pose.enter();
                    int joint = readKeypoint(pose, likely, xyzc);
                    pose.leave(outer);
                    if (joint >= 0) {
                        out.place(joint, xyzc[0], xyzc[1], xyzc[2]);
                        out.trust(joint, xyzc[3]);
                        likely = joint + 1;
                    }
                }
                default -> pose.skip();
            }
        }
    }

    /** Points mostly come in the layout's order, so the name is compared with the likely one before it is looked up. */
    private static int readKeypoint(ProtobufCursor point, int likely, float[] xyzc) {
        int joint = -1;
        Arrays.fill(xyzc, 0, 3, Float.NaN);
        xyzc[3] = 1;
        int count = 0;
        while (point.next()) {
            switch (point.field()) {
                case 1 -> joint = likely < NAMES.length && point.skipText(NAMES[likely])
                        ? likely
                        : Layout.NVIDIA_BODY34.jointOf(point.text());
                case 2 -> count = point.floats(xyzc, count);
                default -> point.skip();
            }
        }
        return joint;
    }

    /** Reads the wire format: tags, lengths, numbers. */
    static final class ProtobufCursor {
        private static final int VARINT = 0;
        private static final int FIXED64 = 1;
        private static final int LENGTH = 2;
        private static final int FIXED32 = 5;
        private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class,
                ByteOrder.LITTLE_ENDIAN);

        private final byte[] bytes;
        private int end;
        private int at;
        private int field;
        private int wire;

        ProtobufCursor(byte[] bytes, int from, int to) {
            this.bytes = bytes;
            this.at = from;
            this.end = to;
        }

        /** Goes to the next field; false at the end. */
        boolean next() {
            if (at >= end) {
                return false;
            }
            long tag = varint();
            field = (int) (tag >>> 3);
            wire = (int) (tag & 7);
            if (field <= 0 || tag >>> 32 != 0) {
                throw broken();
            }
            return true;
        }

        int field() {
            return field;
        }

        long number() {
            if (wire != VARINT) {
                throw broken();
            }
            return varint();
        }

        ProtobufCursor message() {
            int length = length();
            at += length;
            return new ProtobufCursor(bytes, at - length, at);
        }

        /** Goes into a message without making a cursor for it; returns what {@link #leave} wants. */
        int enter() {
            int length = length();
            int outer = end;
            end = at + length;
            return outer;
        }

        /** Goes behind the message that was entered. */
        void leave(int outer) {
            at = end;
            end = outer;
        }

        String text() {
            int length = length();
            at += length;
            return new String(bytes, at - length, length, StandardCharsets.UTF_8);
        }

        /** Goes behind the text if it is this one; else stays before it. */
        boolean skipText(byte[] text) {
            int start = at;
            int length = length();
            if (length == text.length && Arrays.equals(bytes, at, at + length, text, 0, length)) {
                at += length;
                return true;
            }
            at = start;
            return false;
        }

        /** Appends floats, packed or not, to {@code target} from {@code count}; those beyond are dropped. */
        int floats(float[] target, int count) {
            int length = wire == FIXED32 ? Float.BYTES : length();
            if (length % Float.BYTES != 0 || end - at < length) {
                throw broken();
            }
            int next = count;
            for (int stop = at + length; at < stop; at += Float.BYTES) {
                if (next < target.length) {
                    target[next++] = (float) FLOAT.get(bytes, at);
                }
            }
            return next;
        }

        void skip() {
            switch (wire) {
                case VARINT -> varint();
                case FIXED64 -> advance(Long.BYTES);
                case LENGTH -> advance(length());
                case FIXED32 -> advance(Integer.BYTES);
                default -> throw broken();
            }
        }

        private int length() {
            if (wire != LENGTH) {
                throw broken();
            }
            long length = varint();
            if (length < 0 || length > end - at) {
                throw broken();
            }
            return (int) length;
        }

        private void advance(int by) {
            if (by > end - at) {
                throw broken();
            }
            at += by;
        }

        /** Nearly all are of one byte. */
        private long varint() {
            return at < end && bytes[at] >= 0 ? bytes[at++] : longVarint();
        }

        private long longVarint() {
            long value = 0;
            for (int shift = 0; shift < 64 && at < end; shift += 7) {
                byte b = bytes[at++];
                value |= (long) (b & 0x7f) << shift;
                if (b >= 0) {
                    return value;
                }
            }
            throw broken();
        }

        private static MalformedException broken() {
            return new MalformedException(Reason.BAD_BYTES, "the bytes are no nv.Frame, or cut short");
        }
    }
}
