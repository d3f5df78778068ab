package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks what senders packed, and never more than is allowed: a bomb costs its limit. */
final class Gzip {
    private Gzip() {}

    /**
     * Unpacks.
     *
     * @param most most bytes it may unpack to
     * @throws MalformedException if it is not gzip, cut short, or larger
     */
    static byte[] unpack(byte[] packed, int most) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] plain = in.readNBytes(most);
            if (in.read() >= 0) {
                throw new MalformedException(Reason.TOO_LARGE,
                        "the body unpacks to more than " + most + " bytes; send fewer messages at a time");
            }
            return plain;
        } catch (ZipException | EOFException _) {
            throw new MalformedException(Reason.BAD_BYTES, "the body is not gzip, or cut short");
        } catch (IOException e) {
            throw new IllegalStateException("an array does not fail", e);
        }
    }
}
