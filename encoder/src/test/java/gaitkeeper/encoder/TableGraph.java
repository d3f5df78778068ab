package gaitkeeper.encoder;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An ONNX graph written byte by byte, because no shipped one can be made to fail: it looks each coordinate up in a table and
 * averages, {@code embedding = mean over frames and joints of table[(int) joints]}, from {@code [batch, f, 20, 3]} to
 * {@code [batch, 3]}. A coordinate beyond the table makes ONNX Runtime refuse the whole batch.
 */
final class TableGraph {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;
    private static final int INT_ATTRIBUTE = 2;
    private static final int INTS_ATTRIBUTE = 7;

    private TableGraph() {}

    /** The graph; a batch of 0 stands for any batch. */
    static byte[] of(int batch, int frames, float... table) {
        var graph = new Message()
                .message(1,
                        node("Cast", "joints", "", "index").message(5, attribute("to", INT_ATTRIBUTE).number(3, INT64)))
                .message(1, node("Gather", "table", "index", "found"))
                .message(1, node("ReduceMean", "found", "", "embedding")
                        .message(5, attribute("axes", INTS_ATTRIBUTE).number(8, 1).number(8, 2))
                        .message(5, attribute("keepdims", INT_ATTRIBUTE).number(3, 0)))
                .text(2, "table").message(5, initializer(table))
                .message(11, value("joints", batch, frames, 20, 3)).message(12, value("embedding", batch, 3));
        return new Message().number(1, 8).message(7, graph).message(8, new Message().text(1, "").number(2, 17)).bytes();
    }

    private static Message node(String operator, String first, String second, String output) {
        Message node = new Message().text(1, first);
        if (!second.isEmpty()) {
            node.text(1, second);
        }
        return node.text(2, output).text(4, operator);
    }

    private static Message attribute(String name, int type) {
        return new Message().text(1, name).number(20, type);
    }

    private static Message initializer(float[] table) {
        ByteBuffer raw = ByteBuffer.allocate(table.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(table);
        return new Message().number(1, table.length).number(2, FLOAT).text(8, "table").bytes(9, raw.array());
    }

    private static Message value(String name, int... shape) {
        var dimensions = new Message();
        for (int size : shape) {
            dimensions.message(1, size == 0 ? new Message().text(2, "batch") : new Message().number(1, size));
        }
        var tensor = new Message().number(1, FLOAT).message(2, dimensions);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /** A protocol buffer being written: numbers as varints, everything else with its length. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, int value) {
            varint(field << 3);
            varint(value);
            return this;
        }

        Message bytes(int field, byte[] value) {
            varint(field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.bytes());
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void varint(int value) {
            int rest = value;
            for (; rest > 0x7f; rest >>>= 7) {
                out.write(rest & 0x7f | 0x80);
            }
            out.write(rest);
        }
    }
}
