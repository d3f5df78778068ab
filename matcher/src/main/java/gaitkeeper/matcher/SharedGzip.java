package gaitkeeper.matcher;

import io.vertx.core.buffer.Buffer;
import java.util.zip.Deflater;

/**
 * A gzip stream (RFC 1952) that many read, each from where they came in: what is written at once is packed once, by itself, and ends
 * with a byte, so that nobody needs what came before, or misses what they were not sent. The stream has no end.
 */
final class SharedGzip {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final byte[] space = new byte[1 << 15];

    /** What every reader is sent first. */
    static Buffer header() {
        return Buffer.buffer(HEADER);
    }

    /** Packs some bytes. */
    synchronized Buffer pack(Buffer bytes) {
        Buffer packed = Buffer.buffer(bytes.length() / 2);
        deflater.setInput(bytes.getBytes());
        int length = space.length;
        while (length == space.length) {
            length = deflater.deflate(space, 0, space.length, Deflater.FULL_FLUSH);
            packed.appendBytes(space, 0, length);
        }
        return packed;
    }
}
