package gaitkeeper.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final String SHOWN = "Basic YW5uYTpzZWNyZXQ=";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private final Sessions sessions = new Sessions(now::get);

    @Test
    void remembersWhatWasShownForWhoeverHasTheCookie() {
        String cookie = sessions.begin(SHOWN);

        assertThat(sessions.authorization(cookie)).contains(SHOWN);
        assertThat(sessions.authorization(sessions.begin("other"))).contains("other");
    }

    @Test
    void aCookieWithARightBeginningOpensNothing() {
        String cookie = sessions.begin(SHOWN);
        String forged = cookie.substring(0, 22) + sessions.begin("other").substring(22);

        assertThat(sessions.authorization(forged)).isEmpty();
        sessions.end(forged);
        assertThat(sessions.authorization(cookie)).contains(SHOWN);
    }

    @Test
    void whatIsNoCookieOpensNothing() {
        sessions.begin(SHOWN);

        for (String text : new String[]{"", "x", "???", "A".repeat(43), "A".repeat(5_000)}) {
            assertThat(sessions.authorization(text)).as(text).isEmpty();
        }
    }

    @Test
    void endsWhenToldAndByItself() {
        String first = sessions.begin(SHOWN);
        String second = sessions.begin(SHOWN);

        sessions.end(first);
        assertThat(sessions.authorization(first)).isEmpty();
        assertThat(sessions.authorization(second)).contains(SHOWN);
        now.set(now.get().plus(Sessions.LASTS));
        assertThat(sessions.authorization(second)).isEmpty();
    }

    @Test
    void ofTooManyTheOldestEnds() {
        String first = sessions.begin(SHOWN);
        String second = sessions.begin(SHOWN);
        for (int n = 2; n <= Sessions.MOST; n++) {
            sessions.begin(SHOWN);
        }

        assertThat(sessions.authorization(first)).isEmpty();
        assertThat(sessions.authorization(second)).contains(SHOWN);
    }
}
