package gaitkeeper.core.gallery;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over the pages of a snapshot so far. */
public final class PageDigest {
    static final int BYTES = 32;

    private final MessageDigest digest;

    /** Of no pages. */
    public PageDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Adds the next page. */
    public void add(byte[] page) {
        digest.update(page);
    }

    /** Adds the next page, from a buffer's position to its limit. */
    void add(ByteBuffer page) {
        digest.update(page.duplicate());
    }

    /** The 32 bytes; it is of no pages again after that. */
    public byte[] value() {
        return digest.digest();
    }
}
