package gaitkeeper.matcher;

import static gaitkeeper.matcher.Pipeline.CONFIG;
import static gaitkeeper.matcher.Pipeline.window;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match.Known;
import gaitkeeper.core.Match.Stranger;
import gaitkeeper.core.Match;
import gaitkeeper.core.People;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.gallery.Ledger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Bodies that one sensor sees at the same time are different people. */
class SeenTogetherTest {
    private static final TrackId ANN = People.track("ann");
    private static final TrackId BOB = People.track("bob");

    @AutoClose
    private Pipeline pipeline = Pipeline.of(CONFIG);

    private void restart(MatcherConfig config) {
        pipeline.close();
        pipeline = Pipeline.of(config);
    }

    @Test
    void twoBodiesSeenTogetherAreNeverOnePerson() {
        pipeline.walk(People.track("ann-before"), 0, 0, 6);
        for (int n = 20; n < 32; n++) {
            pipeline.match(window(ANN, n, 2));
            pipeline.match(window(BOB, n, 1));
        }

        Match ann = pipeline.match(window(ANN, 32, 2)).getLast();
        Match bob = pipeline.match(window(BOB, 32, 1)).getLast();

        assertThat(bob).as("the nearer of the two").isInstanceOfSatisfying(Known.class,
                known -> assertThat(known.person().number()).isEqualTo(1));
        assertThat(ann).as("named at first, until the other had the better claim").isInstanceOf(Match.Stranger.class);
    }

    @Test
    void strangersWhoComeTogetherAreEnrolledApartHoweverAlike() {
        for (int n = 0; n < 8; n++) {
            pipeline.match(window(ANN, n, 2));
            pipeline.match(window(BOB, n, 2));
        }

        Ledger ledger = pipeline.gallery.ledger();
        assertThat(ledger.everyone()).hasSize(2);
        assertThat(ledger.apart(new Visit(BOB, People.START_NS))).hasSize(1);
    }

    @Test
    void whoIsSeenTogetherIsKnownAgainAfterARestart() {
        pipeline.walk(People.track("ann-before"), 0, 0, 6);
        List<LogEntry> log = pipeline.entries();
        restart(CONFIG);
        pipeline.replay(log);
        for (int n = 20; n < 25; n++) {
            pipeline.match(window(BOB, n, 1));
            pipeline.match(window(ANN, n, 2));
        }

        assertThat(pipeline.match(window(ANN, 25, 2)).getLast()).isNotInstanceOf(Known.class);
    }

    @Test
    void countsWhoWasTakenForSomebodyElse() {
        for (int n = 0; n < 8; n++) {
            pipeline.match(window(ANN, n, 0));
            pipeline.match(window(BOB, n, 2));
            pipeline.match(window(People.track("cem"), n, 90));
        }
        for (int sweep = 0; sweep < 3; sweep++) {
            pipeline.wait(Duration.ofSeconds(31));
        }

        assertThat(pipeline.counts.impostors).as("one of two who look alike; the third is like nobody").contains(true,
                false);
    }
}
