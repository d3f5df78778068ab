package gaitkeeper.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Browsers that have signed in. A session is nothing but the {@code Authorization} header that was shown at sign-in, shown
 * again with every request, so that a revoked key, a changed password or role and an expired token end it like any other use.
 * Bounded; safe for any number of threads.
 */
final class Sessions {
    /*
     * The cookie is 16 bytes that find the session and 16 that open it: the header lies here sealed under a key that only the
     * browser has. That key seals one header once, so the nonce may stay zero.
     */
    static final Duration LASTS = Duration.ofHours(12);
    static final int MOST = 1_000;
    private static final int COOKIE_BYTES = 32;
    private static final int KEY_BYTES = 16;
    private static final GCMParameterSpec ONCE = new GCMParameterSpec(128, new byte[12]);

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final SequencedMap<UUID, Session> sessions = new LinkedHashMap<>();

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Begins a session; of too many the oldest ends.
     *
     * @return what the cookie holds
     */
    synchronized String begin(String authorization) {
        byte[] cookie = new byte[COOKIE_BYTES];
        random.nextBytes(cookie);
        sessions.values().removeIf(session -> session.over(clock.instant()));
        if (sessions.size() >= MOST) {
            sessions.pollFirstEntry();
        }
        sessions.put(id(cookie), new Session(crypt(Cipher.ENCRYPT_MODE, cookie, authorization.getBytes(UTF_8)),
                clock.instant().plus(LASTS)));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(cookie);
    }

    /** The header shown at sign-in; empty if there is no such session, or none any more. */
    synchronized Optional<String> authorization(String text) {
        byte[] cookie = bytes(text);
        Session session = sessions.get(id(cookie));
        return session == null || session.over(clock.instant()) ? Optional.empty() : session.opened(cookie);
    }

    /** Ends a session; one that is not there has ended. */
    synchronized void end(String text) {
        byte[] cookie = bytes(text);
        Session session = sessions.get(id(cookie));
        if (session != null && session.opened(cookie).isPresent()) {
            sessions.remove(id(cookie));
        }
    }

    private static final class Session {
        private final byte[] sealed;
        private final Instant until;

        Session(byte[] sealed, Instant until) {
            this.sealed = sealed;
            this.until = until;
        }

        boolean over(Instant now) {
            return !now.isBefore(until);
        }

        Optional<String> opened(byte[] cookie) {
            try {
                return Optional.of(new String(crypt(Cipher.DECRYPT_MODE, cookie, sealed), UTF_8));
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
    }

    private static byte[] bytes(String text) {
        try {
            byte[] cookie = Base64.getUrlDecoder().decode(text);
            return cookie.length == COOKIE_BYTES ? cookie : new byte[COOKIE_BYTES];
        } catch (IllegalArgumentException _) {
            return new byte[COOKIE_BYTES];
        }
    }

    private static UUID id(byte[] cookie) {
        var bytes = ByteBuffer.wrap(cookie);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static byte[] crypt(int mode, byte[] cookie, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(cookie, COOKIE_BYTES - KEY_BYTES, KEY_BYTES, "AES"), ONCE);
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            // Every JDK has AES, so it is the text: sealed under another key.
            throw new IllegalArgumentException("not what this key sealed", e);
        }
    }
}
