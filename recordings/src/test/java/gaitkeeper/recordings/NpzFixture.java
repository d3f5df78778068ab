package gaitkeeper.recordings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small KGBD-like {@code .npz} files, whole or broken. */
final class NpzFixture {
    private final Map<String, byte[]> arrays = new LinkedHashMap<>();

    /** Two walks of three and two frames, of persons 7 and 2; joint j of frame f at (j, f, 10000) units. */
    static NpzFixture twoWalks() {
        ByteBuffer xyz = ByteBuffer.allocate(5 * 60 * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int value = 0; value < 5 * 20; value++) {
            xyz.putShort((short) (value % 20)).putShort((short) (value / 20)).putShort((short) 10_000);
        }
        return new NpzFixture().with("xyz", "<i2", "(5, 20, 3)", xyz.array())
                .with("offset", "<i4", "(3,)", ints(0, 3, 5)).with("person", "<i2", "(2,)", shorts(7, 2))
                .with("walk", "<i2", "(2,)", shorts(1, 4)).with("joints", "<U15", "(20,)", names());
    }

    static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    static byte[] shorts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putShort((short) value);
        }
        return bytes.array();
    }

    private static byte[] names() {
        ByteBuffer bytes = ByteBuffer.allocate(20 * 15 * 4);
        for (int i = 0; i < 20; i++) {
            bytes.position(i * 60).put(Kgbd.NAMES.get(i).getBytes(Charset.forName("UTF-32LE")));
        }
        return bytes.array();
    }

    NpzFixture with(String name, String type, String shape, byte[] data) {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        return withRaw(name, header, data);
    }

    NpzFixture withRaw(String name, String header, byte[] data) {
        arrays.put(name, npy(header, data));
        return this;
    }

    /** The bytes of an {@code .npy} file. */
    static byte[] npy(String header, byte[] data) {
        byte[] text = (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer file = ByteBuffer.allocate(10 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.ISO_8859_1)).put((byte) 1).put((byte) 0)
                .putShort((short) text.length).put(text).put(data);
        return file.array();
    }

    NpzFixture without(String name) {
        arrays.remove(name);
        return this;
    }

    Path write(Path folder) throws IOException {
        Path path = folder.resolve("walks.npz");
        try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
            for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(array.getValue());
                zip.closeEntry();
            }
        }
        return path;
    }
}
