package gaitkeeper.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gaitkeeper.core.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes canonical messages in binary form, for bridges to sensors that are written in Java. Reused from message to message; for one
 * thread. What is written is checked where it is read.
 */
public final class BinaryMessageWriter {
    private static final int MOST_TEXT = 255;

    private final Layout source;
    private final byte[] sensor;
    private final byte[] session;
    private ByteBuffer out = ByteBuffer.allocate(1 << 12).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Says what is the same in all messages.
     *
     * @param sensor name, as in JSON
     * @param session run of the sensor, or empty
     * @param source which joints, in which order
     */
    public BinaryMessageWriter(String sensor, String session, Layout source) {
        this.sensor = ascii(sensor);
        this.session = ascii(session);
        this.source = source;
    }

    /** Begins a message of a moment: nanoseconds since 1970, on this host's clock. */
    public BinaryMessageWriter begin(long eventTimeNs) {
        out.clear();
        out.put(BinaryMessages.MAGIC).put((byte) CanonicalFrames.VERSION).putInt(0).putLong(eventTimeNs);
        out.put((byte) source.code()).put((byte) 0);
        out.put((byte) (BinaryMessages.METRIC | BinaryMessages.CONFIDENCE_GIVEN)).put((byte) 0);
        return text(sensor).text(session);
    }

    /**
     * Adds a body.
     *
     * @param track the sensor's own id of it
     * @param jointsM x, y, z of every joint in metres, sensor's frame; 0, 0, 0 if missing
     */
    public BinaryMessageWriter body(String track, float... jointsM) {
        return body(track, 0, jointsM);
    }

    /** Adds a body with confidences, 0 to 1 and one per joint. */
    public BinaryMessageWriter body(String track, float[] jointsM, float[] confidences) {
        body(track, BinaryMessages.CONFIDENCES, jointsM);
        for (float confidence : confidences) {
            room(1).put((byte) Math.round(confidence * 255));
        }
        return this;
    }

    private BinaryMessageWriter body(String track, int parts, float[] jointsM) {
        out.put(BinaryMessages.BODIES_AT, (byte) (out.get(BinaryMessages.BODIES_AT) + 1));
        room(2).put((byte) (jointsM.length / 3)).put((byte) parts);
        text(ascii(track));
        room(jointsM.length * Float.BYTES);
        for (float coordinate : jointsM) {
            out.putFloat(coordinate);
        }
        return this;
    }

    /** Ends the message and copies it. */
    public byte[] end() {
        out.putInt(BinaryMessages.LENGTH_AT, out.position());
        return Arrays.copyOf(out.array(), out.position());
    }

    private BinaryMessageWriter text(byte[] text) {
        room(1 + text.length).put((byte) text.length).put(text);
        return this;
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), 2 * (out.capacity() + bytes)))
                    .order(ByteOrder.LITTLE_ENDIAN).position(out.position());
        }
        return out;
    }

    private static byte[] ascii(String text) {
        byte[] bytes = text.getBytes(US_ASCII);
        if (bytes.length > MOST_TEXT) {
            throw new IllegalArgumentException("a text has at most " + MOST_TEXT + " characters");
        }
        return bytes;
    }
}
