package gaitkeeper.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds out who asks, from {@code X-API-Key} or {@code Authorization: Bearer | Basic}. */
final class Authenticator {
    /*
     * Keys cost a hash and are checked at once. Passwords cost Argon2's time and memory, so they are checked one at a time on a
     * thread of their own, and one that was right is not checked again for a minute. Tokens may need the provider's keys.
     */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int MAX_REMEMBERED = 1_000;
    private static final Future<Optional<Caller>> UNKNOWN = Future.succeededFuture(Optional.empty());

    private final AccessBook book;
    private final Optional<TokenVerifier> tokens;
    private final InstantSource clock;
    private final WorkerExecutor passwords;
    private final Vertx vertx;
    private final byte[] salt = new byte[32];
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    Authenticator(Vertx vertx, AccessBook book, Optional<TokenVerifier> tokens, InstantSource clock) {
        this.vertx = vertx;
        this.book = book;
        this.tokens = tokens;
        this.clock = clock;
        this.passwords = vertx.createSharedWorkerExecutor("passwords", 1);
        new SecureRandom().nextBytes(salt);
    }

    /**
     * Who this is; empty if that cannot be told.
     *
     * @param apiKey of the header {@code X-API-Key}
     * @param authorization the header of that name
     */
    Future<Optional<Caller>> authenticate(@Nullable String apiKey, @Nullable String authorization) {
        if (apiKey != null) {
            return Future.succeededFuture(book.byKey(apiKey));
        }
        String[] words = authorization == null ? new String[0] : authorization.strip().split(" +", 2);
        if (words.length < 2) {
            return UNKNOWN;
        }
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "bearer" -> words[1].startsWith(ApiKey.PREFIX)
                    ? Future.succeededFuture(book.byKey(words[1]))
                    : token(words[1]);
            case "basic" -> password(words[1]);
            default -> UNKNOWN;
        };
    }

    private Future<Optional<Caller>> token(String token) {
        return tokens.isEmpty() ? UNKNOWN : vertx.executeBlocking(() -> tokens.get().verify(token), false);
    }

    private Future<Optional<Caller>> password(String encoded) {
        String text;
        try {
            text = new String(Base64.getDecoder().decode(encoded), UTF_8);
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
        int colon = text.indexOf(':');
        if (colon < 0) {
            return UNKNOWN;
        }
        String digest = digest(text);
        Remembered known = remembered.get(digest);
        if (known != null && clock.instant().isBefore(known.until) && known.generation == book.generation()) {
            return Future.succeededFuture(Optional.of(known.caller));
        }
        long generation = book.generation();
        return passwords.executeBlocking(() -> book.byPassword(text.substring(0, colon), text.substring(colon + 1)))
                .onSuccess(found -> found.ifPresent(caller -> remember(digest, caller, generation)));
    }

    private void remember(String digest, Caller caller, long generation) {
        if (remembered.size() >= MAX_REMEMBERED) {
            remembered.clear();
        }
        remembered.put(digest, new Remembered(caller, clock.instant().plus(REMEMBERED), generation));
    }

    /** Salted with bytes that this process alone knows. */
    private String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(salt);
            return HexFormat.of().formatHex(sha.digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private record Remembered(Caller caller, Instant until, long generation) {}
}
