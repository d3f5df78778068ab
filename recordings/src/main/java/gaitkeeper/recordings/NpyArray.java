package gaitkeeper.recordings;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One {@code .npy} array: little endian, C order. The values are read once, by the method of their type. */
final class NpyArray {
    private static final Pattern HEADER = Pattern.compile("\\{\\s*'descr':\\s*'([^']{2,16})',\\s*"
            + "'fortran_order':\\s*(True|False),\\s*'shape':\\s*\\(([0-9, ]*)\\),?\\s*}\\s*");
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 16;
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final String type;
    private final long[] shape;
    private final DataInputStream in;

    private NpyArray(String name, String type, long[] shape, DataInputStream in) {
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.in = in;
    }

    /**
     * Reads the header.
     *
     * @throws MalformedException if it is not a {@code .npy} array in C order
     */
    static NpyArray open(String name, InputStream stream) throws IOException {
        var in = new DataInputStream(stream);
        try {
            Matcher header = HEADER.matcher(header(name, in));
            if (!header.matches() || header.group(2).equals("True")) {
                throw malformed(name, "has a header this version cannot read; expected a plain array in C order");
            }
            return new NpyArray(name, header.group(1), shape(name, header.group(3)), in);
        } catch (EOFException _) {
            throw malformed(name, "is cut short inside its header");
        }
    }

    private static String header(String name, DataInputStream in) throws IOException {
        byte[] magic = new byte[MAGIC.length];
        in.readFully(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw malformed(name, "is not a .npy array");
        }
        int version = in.readUnsignedByte();
        in.skipNBytes(1);
        int length = version == 1
                ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                : Integer.reverseBytes(in.readInt());
        if (version < 1 || version > 3 || length < 0 || length > MAX_HEADER) {
            throw malformed(name, "has an unknown .npy version");
        }
        byte[] header = new byte[length];
        in.readFully(header);
        return new String(header, StandardCharsets.ISO_8859_1);
    }

    private static long[] shape(String name, String text) {
        try {
            return Arrays.stream(text.split(",")).map(String::strip).filter(part -> !part.isEmpty())
                    .mapToLong(Long::parseLong).toArray();
        } catch (NumberFormatException _) {
            throw malformed(name, "has a shape beyond any array");
        }
    }

    /** Size along one axis. */
    int size(int axis) {
        return (int) shape[axis];
    }

    /**
     * Checks type and shape.
     *
     * @param expectedType such as {@code <i2}
     * @param expectedShape sizes, -1 for any
     * @throws MalformedException if they differ; the message names both
     */
    NpyArray expect(String expectedType, int... expectedShape) {
        if (!type.equals(expectedType)) {
            throw malformed(name, "has dtype " + type + ", expected " + expectedType);
        }
        boolean same = shape.length == expectedShape.length && values() >= 0;
        for (int axis = 0; same && axis < shape.length; axis++) {
            same = expectedShape[axis] < 0 || expectedShape[axis] == shape[axis];
        }
        if (!same) {
            throw malformed(name, "has shape " + Arrays.toString(shape) + ", expected "
                    + Arrays.toString(expectedShape).replace("-1", "n"));
        }
        return this;
    }

    /** Number of values, or -1 if an array cannot hold them. */
    private long values() {
        long values = 1;
        for (long size : shape) {
            if (size < 0 || size > Integer.MAX_VALUE) {
                return -1;
            }
            values *= size;
            if (values > Integer.MAX_VALUE - 8) {
                return -1;
            }
        }
        return values;
    }

    /** Reads 16-bit integers. */
    short[] shorts() throws IOException {
        short[] values = new short[(int) values()];
        for (int at = 0; at < values.length;) {
            ByteBuffer part = next(Math.min(BUFFER, (values.length - at) * (long) Short.BYTES));
            int count = part.remaining() / Short.BYTES;
            part.asShortBuffer().get(values, at, count);
            at += count;
        }
        return ended(values);
    }

    /** Reads 32-bit integers. */
    int[] ints() throws IOException {
        int[] values = new int[(int) values()];
        next((long) values.length * Integer.BYTES).asIntBuffer().get(values);
        return ended(values);
    }

    /** Reads 64-bit integers. */
    long[] longs() throws IOException {
        long[] values = new long[(int) values()];
        next((long) values.length * Long.BYTES).asLongBuffer().get(values);
        return ended(values);
    }

    /** Reads the next 64-bit floats of many, as floats. */
    void floats(float[] target) throws IOException {
        var part = next((long) target.length * Double.BYTES).asDoubleBuffer();
        for (int i = 0; i < target.length; i++) {
            target[i] = (float) part.get(i);
        }
    }

    /**
     * Says that all has been read.
     *
     * @throws MalformedException if there is more
     */
    void end() throws IOException {
        ended(this);
    }

    /** Reads texts of a fixed number of UTF-32 characters. */
    List<String> texts(int characters) throws IOException {
        List<String> texts = new ArrayList<>();
        ByteBuffer all = next(values() * characters * Integer.BYTES);
        while (all.hasRemaining()) {
            byte[] text = new byte[characters * Integer.BYTES];
            all.get(text);
            texts.add(new String(text, Charset.forName("UTF-32LE")).replace("\0", ""));
        }
        return ended(texts);
    }

    private ByteBuffer next(long bytes) throws IOException {
        byte[] part = new byte[Math.toIntExact(bytes)];
        try {
            in.readFully(part);
        } catch (EOFException _) {
            throw malformed(name, "is cut short");
        }
        return ByteBuffer.wrap(part).order(ByteOrder.LITTLE_ENDIAN);
    }

    private <T> T ended(T values) throws IOException {
        if (in.read() >= 0) {
            throw malformed(name, "holds more than its header says");
        }
        return values;
    }

    private static MalformedException malformed(String name, String what) {
        return new MalformedException(Reason.BAD_BYTES, name + " " + what);
    }
}
