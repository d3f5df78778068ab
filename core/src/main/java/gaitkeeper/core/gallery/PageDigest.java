package gaitkeeper.core.gallery;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over the pages of a snapshot so far. */
final class PageDigest {
    static final int BYTES = 32;

    private final MessageDigest digest;

    PageDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    void add(byte[] page) {
        digest.update(page);
    }

    byte[] value() {
        return digest.digest();
    }
}
