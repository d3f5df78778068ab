package gaitkeeper.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key for programs: {@code gk_<id>_<secret>}. Of the secret, 256 random bits, only a salted SHA-256 is kept; a slow hash
 * protects passwords people choose and would be wasted on these.
 *
 * @param id 16 hexadecimal digits, to find it by
 * @param name who uses it
 * @param role what it may do
 * @param salt 16 random bytes in hexadecimal
 * @param hash SHA-256 of salt and secret in hexadecimal
 * @param expires when it ends
 */
record ApiKey(String id, String name, AccessRole role, String salt, String hash, Instant expires) {
    static final String PREFIX = "gk_";

    private static final HexFormat HEX = HexFormat.of();
    private static final SecureRandom RANDOM = new SecureRandom();

    /**
     * A new key and the only copy of its text.
     *
     * @param key to be stored
     * @param text to be shown once
     */
    record Issued(ApiKey key, String text) {}

    /** Checks what is read from a file. */
    ApiKey {
        if (HEX.parseHex(salt).length == 0 || HEX.parseHex(hash).length != 32) {
            throw new IllegalArgumentException("key " + id + " lacks salt or hash");
        }
    }

    static Issued issue(String name, AccessRole role, Instant expires) {
        String id = HEX.formatHex(random(8));
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random(32));
        String salt = HEX.formatHex(random(16));
        return new Issued(new ApiKey(id, name, role, salt, hash(salt, secret), expires), PREFIX + id + "_" + secret);
    }

    /** The id within a key's text, or an empty text if it is none. */
    static String idOf(String text) {
        int end = text.indexOf('_', PREFIX.length());
        return text.startsWith(PREFIX) && end > 0 ? text.substring(PREFIX.length(), end) : "";
    }

    boolean opensWith(String text, Instant now) {
        String secret = text.substring(PREFIX.length() + id.length() + 1);
        return MessageDigest.isEqual(hash.getBytes(UTF_8), hash(salt, secret).getBytes(UTF_8)) && now.isBefore(expires);
    }

    private static String hash(String salt, String secret) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(HEX.parseHex(salt));
            return HEX.formatHex(sha.digest(secret.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return random;
    }

    /** Without salt and hash. */
    @Override
    public String toString() {
        return "ApiKey[" + id + " " + name + " " + role + "]";
    }
}
