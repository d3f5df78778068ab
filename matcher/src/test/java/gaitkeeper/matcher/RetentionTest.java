package gaitkeeper.matcher;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.GalleryCommand.Merge;
import gaitkeeper.core.GalleryCommand.Rename;
import gaitkeeper.core.IdentityEvent.Erased;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.People;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Whoever is not seen for long is forgotten. */
class RetentionTest {
    private static final Duration KEPT = Duration.ofDays(30);

    private Instant ticker = Instant.EPOCH;
    private Duration offset = Duration.ofDays(20_000);
    @AutoClose
    private final Pipeline pipeline = Pipeline.keeping(new Retention(Optional.of(KEPT), Optional.empty()),
            () -> ticker.plus(offset), () -> ticker);

    /** The registrar looks at its clock every second, here once a day. */
    private void pass(int days) {
        for (int day = 0; day < days; day++) {
            ticker = ticker.plus(Duration.ofDays(1));
            look();
        }
    }

    /** To the end of all people, and at the first ones again. */
    private void look() {
        pipeline.wait(Duration.ofSeconds(1));
        pipeline.wait(Duration.ofSeconds(1));
    }

    private IdentityId stranger(String track, double degrees) {
        pipeline.walk(People.track(track), degrees, 0, 6);
        return everyone().getLast().identity();
    }

    private List<Candidate> everyone() {
        return pipeline.gallery.ledger().everyone();
    }

    @Test
    void forgetsAStrangerWhoDoesNotComeBack() {
        stranger("ann", 0);
        pass(30);
        assertThat(everyone()).hasSize(1);

        pass(1);

        assertThat(everyone()).isEmpty();
        LogEntry last = pipeline.entries().getLast();
        assertThat(last.event()).isInstanceOf(Erased.class);
        assertThat(last.by()).isEqualTo("retention");
        assertThat(pipeline.counts.expired).isEqualTo(1);
    }

    @Test
    void keepsAStrangerWhoWasRecognised() {
        stranger("ann", 0);
        pass(29);
        pipeline.walk(People.track("ann-again"), 0, 0, 4);

        pass(30);
        assertThat(everyone()).hasSize(1);
        pass(1);
        assertThat(everyone()).isEmpty();
    }

    @Test
    void keepsWhoeverHasAName() {
        pipeline.command(new Rename(stranger("ann", 0), "Ann"));

        pass(400);

        assertThat(everyone()).hasSize(1);
    }

    @Test
    void aMergeKeepsTheLaterTime() {
        IdentityId ann = stranger("ann", 0);
        pass(20);
        IdentityId bob = stranger("bob", 90);
        pipeline.command(new Merge(bob, ann));

        pass(30);
        assertThat(everyone()).hasSize(1);
        pass(1);
        assertThat(everyone()).isEmpty();
    }

    @Test
    void aClockThatWasSetForwardForgetsNobody() {
        stranger("ann", 0);
        pass(1);

        offset = offset.plus(Duration.ofDays(3_650));
        look();
        assertThat(everyone()).hasSize(1);
        offset = offset.minus(Duration.ofDays(3_650));
        pass(29);
        assertThat(everyone()).hasSize(1);
        pass(1);

        assertThat(everyone()).as("set right again, it counts as before").isEmpty();
    }
}
