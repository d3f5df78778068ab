package gaitkeeper.matcher.search;

import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Single rows of blocks, whose values lie by columns. */
final class Lanes {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);

    private Lanes() {}

    static void write(Block block, int lane, float[] vector) {
        for (int i = 0; i < vector.length; i++) {
            block.values.set(FLOAT, block.at + ((long) i * Kernels.ROWS + lane) * Float.BYTES, vector[i]);
        }
    }

    static void read(Block block, int lane, float[] vector) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] = block.values.get(FLOAT, block.at + ((long) i * Kernels.ROWS + lane) * Float.BYTES);
        }
    }

    static void write(Block block, int lane, byte[] codes) {
        for (int i = 0; i < codes.length; i++) {
            block.values.set(ValueLayout.JAVA_BYTE, block.at + (long) i * Kernels.ROWS + lane, codes[i]);
        }
    }
}
