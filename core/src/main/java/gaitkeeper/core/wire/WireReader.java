package gaitkeeper.core.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import gaitkeeper.core.IdentityId;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.UUID;

/**
 * Reads little-endian fields from untrusted bytes. Every method throws {@link MalformedException} and nothing else, and nothing
 * is allocated before the bytes that would fill it are known to be there.
 */
public final class WireReader {
    private static final Recent<TrackId> TRACKS = new Recent<>(TrackId::parse);
    private static final Recent<ModelId> MODELS = new Recent<>(ModelId::new);

    /** What bytes that are no UTF-8 become, and what may stand there in its own right. */
    private static final char NO_CHARACTER = '\uFFFD';

    private final ByteBuffer in;
    private final String what;
    private final int version;

    /**
     * Starts reading and checks the version byte.
     *
     * @param what what is read, for messages
     */
    public WireReader(byte[] bytes, String what, int version) {
        this(bytes, what, version, version);
    }

    /** Starts reading one of several versions; {@link #version} tells which. */
    public WireReader(byte[] bytes, String what, int oldest, int newest) {
        this(ByteBuffer.wrap(bytes), what, oldest, newest);
    }

    /** Starts reading a buffer that is backed by an array, from its position to its limit, which stay as they are. */
    public WireReader(ByteBuffer bytes, String what, int oldest, int newest) {
        this.in = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.what = what;
        this.version = u8();
        if (version < oldest || version > newest) {
            throw new MalformedException(Reason.UNKNOWN_VERSION, what + " version " + version
                    + " is unknown; this version reads " + (oldest == newest ? "" : oldest + " to ") + newest);
        }
    }

    /** The version byte. */
    public int version() {
        return version;
    }

    /** Reads an unsigned byte. */
    public int u8() {
        need(1);
        return in.get() & 0xff;
    }

    /** Reads 16 unsigned bits. */
    public int u16() {
        need(2);
        return in.getShort() & 0xffff;
    }

    /** Reads 32 bits. */
    public int i32() {
        need(4);
        return in.getInt();
    }

    /** Reads 64 bits. */
    public long i64() {
        need(8);
        return in.getLong();
    }

    /** Reads a float. */
    public float f32() {
        need(4);
        return in.getFloat();
    }

    /** Reads 16 bytes as an id. */
    public UUID uuid() {
        need(16);
        return new UUID(in.getLong(), in.getLong());
    }

    /** Reads 16 bytes as an identity. */
    public IdentityId identity() {
        return new IdentityId(uuid());
    }

    /** Reads u16 length and UTF-8 text. */
    public String text() {
        int length = u16();
        need(length);
        var text = new String(in.array(), in.arrayOffset() + in.position(), length, UTF_8);
        if (text.indexOf(NO_CHARACTER) >= 0) {
            text = strictly(in.slice(in.position(), length));
        }
        in.position(in.position() + length);
        return text;
    }

    private String strictly(ByteBuffer bytes) {
        try {
            return UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw bad("holds text that is not UTF-8");
        }
    }

    /** Reads a track in its text form. */
    public TrackId track() {
        return TRACKS.of(text());
    }

    /** Reads a model in its text form. */
    public ModelId model() {
        return MODELS.of(text());
    }

    /** Reads u16 length and floats. */
    public float[] vector() {
        int length = u16();
        need(length * (long) Float.BYTES);
        float[] vector = new float[length];
        in.asFloatBuffer().get(vector);
        in.position(in.position() + length * Float.BYTES);
        return vector;
    }

    /** Reads so many bytes as they are. */
    public byte[] raw(int length) {
        if (length < 0) {
            throw bad("holds something of " + length + " bytes");
        }
        need(length);
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** A count of items that take at least {@code itemBytes} each. */
    public int count(int itemBytes) {
        int count = u16();
        need((long) count * itemBytes);
        return count;
    }

    /** Checks that nothing is left. */
    public void end() {
        if (in.hasRemaining()) {
            throw bad("has " + in.remaining() + " bytes too many");
        }
    }

    /** Passes over the rest. */
    public void skip() {
        in.position(in.limit());
    }

    /** Makes the exception for a value that makes no sense. */
    public MalformedException bad(String how) {
        return new MalformedException(Reason.BAD_BYTES, what + " " + how);
    }

    private void need(long bytes) {
        if (bytes > in.remaining()) {
            throw bad("is cut short");
        }
    }
}
