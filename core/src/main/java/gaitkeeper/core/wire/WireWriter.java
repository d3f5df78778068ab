package gaitkeeper.core.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import gaitkeeper.core.IdentityId;
import gaitkeeper.core.TrackId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;

/** Writes little-endian fields into a growing array; the counterpart of {@link WireReader}. */
public final class WireWriter {
    private static final int MAX_U16 = 0xffff;

    private ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    /** Starts with a version byte. */
    public WireWriter(int version) {
        u8(version);
    }

    /** Writes an unsigned byte. */
    public WireWriter u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    /** Writes 16 unsigned bits. */
    public WireWriter u16(int value) {
        if (value < 0 || value > MAX_U16) {
            throw new IllegalArgumentException("does not fit in 16 bits: " + value);
        }
        room(2).putShort((short) value);
        return this;
    }

    /** Writes 32 bits. */
    public WireWriter i32(int value) {
        room(4).putInt(value);
        return this;
    }

    /** Writes 64 bits. */
    public WireWriter i64(long value) {
        room(8).putLong(value);
        return this;
    }

    /** Writes a float. */
    public WireWriter f32(float value) {
        room(4).putFloat(value);
        return this;
    }

    /** Writes an id as 16 bytes. */
    public WireWriter uuid(UUID value) {
        return i64(value.getMostSignificantBits()).i64(value.getLeastSignificantBits());
    }

    /** Writes an identity as 16 bytes. */
    public WireWriter identity(IdentityId identity) {
        return uuid(identity.value());
    }

    /** Writes u16 length and UTF-8 text. */
    public WireWriter text(String value) {
        byte[] utf8 = value.getBytes(UTF_8);
        u16(utf8.length);
        room(utf8.length).put(utf8);
        return this;
    }

    /** Writes a track in its text form. */
    public WireWriter track(TrackId track) {
        return text(track.toString());
    }

    /** Writes u16 length and floats. */
    public WireWriter vector(float[] vector) {
        u16(vector.length);
        ByteBuffer target = room(vector.length * Float.BYTES);
        target.asFloatBuffer().put(vector);
        target.position(target.position() + vector.length * Float.BYTES);
        return this;
    }

    /** Writes bytes as they are. */
    public WireWriter raw(byte[] bytes) {
        room(bytes.length).put(bytes);
        return this;
    }

    /** Everything written so far. */
    public byte[] bytes() {
        return Arrays.copyOf(out.array(), out.position());
    }

    private ByteBuffer room(int bytes) {
        if (out.remaining() < bytes) {
            int size = Math.max(out.capacity() * 2, out.position() + bytes);
            out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN).put(out.flip());
        }
        return out;
    }
}
