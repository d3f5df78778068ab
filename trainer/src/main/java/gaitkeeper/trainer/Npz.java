package gaitkeeper.trainer;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** NumPy's {@code .npz}: a ZIP of arrays. Reads C-ordered little endian integers of 2 and 4 bytes. */
final class Npz {
    private static final int MAGIC_BYTES = 6;
    private static final int VERSION_BYTES = 2;

    private Npz() {}

    /**
     * Reads one array's elements, without its shape.
     *
     * @param type NumPy's name of the element type, such as {@code <i2}
     * @throws MalformedException if there is no such array of that type
     */
    static ByteBuffer read(Path file, String array, String type) {
        try (var zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(array + ".npy");
            if (entry == null) {
                throw new MalformedException(Reason.BAD_BYTES, file.getFileName() + " holds no array " + array);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return elements(in.readAllBytes(), array, type);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static ByteBuffer elements(byte[] npy, String array, String type) {
        ByteBuffer bytes = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
        if (npy.length < MAGIC_BYTES + VERSION_BYTES + Integer.BYTES || npy[0] != (byte) 0x93 || npy[1] != 'N') {
            throw new MalformedException(Reason.BAD_BYTES, "array " + array + " is not in NumPy's format");
        }
        bytes.position(MAGIC_BYTES + VERSION_BYTES);
        int length = npy[MAGIC_BYTES] == 1 ? bytes.getShort() & 0xffff : bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new MalformedException(Reason.BAD_BYTES, "array " + array + " is cut short");
        }
        var header = new String(npy, bytes.position(), length, StandardCharsets.ISO_8859_1);
        if (!header.contains("'" + type + "'") || !header.contains("'fortran_order': False")) {
            throw new MalformedException(Reason.BAD_BYTES, "array " + array + " must be " + type + " in C order");
        }
        return bytes.position(bytes.position() + length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }
}
