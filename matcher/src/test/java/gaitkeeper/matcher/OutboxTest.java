package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.MODEL;
import static gaitkeeper.matcher.Crowd.enrolled;
import static gaitkeeper.matcher.Crowd.named;
import static gaitkeeper.matcher.Crowd.person;
import static gaitkeeper.matcher.Crowd.shown;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.bundle.Metric;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Backlog backlog = new Backlog(Metric.EUCLIDEAN);

    private long kept() {
        backlog.outbox().prune();
        return backlog.store.approximateNumEntries();
    }

    private String nameOf(int person) {
        return backlog.outbox().view().ledger().candidate(person(person)).map(Candidate::name).orElseThrow();
    }

    @Test
    void showsWhatTheReplicaDoesNotShowYet() {
        backlog.write(enrolled(1, "Ann"), shown(1, 0, 1));

        Gallery view = backlog.outbox().view();

        assertThat(view.ledger().named("Ann")).contains(person(1));
        assertThat(view.search(MODEL, new float[]{1}, 1)).hasSize(1);
    }

    @Test
    void forgetsWhatTheReplicaShows() {
        backlog.write(enrolled(1), shown(1, 0, 1), named(1, "Ann"));
        backlog.followAll();

        assertThat(kept()).as("only the latest").isEqualTo(1);
    }

    @Test
    void keepsWhatTheReplicaDoesNotShow() {
        backlog.write(enrolled(1), shown(1, 0, 1), shown(1, 1, 2), named(1, "Ann"));
        backlog.follow(2);

        assertThat(kept()).isEqualTo(2);
        assertThat(backlog.outbox().view().ledger().held(person(1))).hasSize(2);
        assertThat(nameOf(1)).isEqualTo("Ann");
    }

    @Test
    void addsToSomebodyWhomOnlyTheReplicaKnows() {
        backlog.write(enrolled(1, "Ann"), shown(1, 0, 1));
        backlog.followAll();
        backlog.write(shown(1, 1, 9));

        Gallery view = backlog.outbox().view();

        assertThat(view.search(MODEL, new float[]{9}, 5)).containsExactly(new Gallery.Hit(person(1), -0f));
        assertThat(view.ledger().owner(Crowd.visitOf(1))).contains(person(1));
        assertThat(view.ledger().everyone()).containsExactly(new Candidate(person(1), 1, "Ann"));
    }

    @Test
    void isTheSameAfterARestart() {
        backlog.write(enrolled(1, "Ann"), shown(1, 0, 1), named(1, "Anne"));

        backlog.restart();

        assertThat(nameOf(1)).isEqualTo("Anne");
        assertThat(backlog.outbox().view().ledger().held(person(1))).hasSize(1);
    }

    @Test
    void goesOnInOrderAfterARestart() {
        backlog.write(enrolled(1), named(1, "a"), named(1, "b"));
        backlog.restart();
        backlog.write(named(1, "c"));

        backlog.restart();

        assertThat(nameOf(1)).isEqualTo("c");
    }

    @Test
    void theLastOfTwoQuickRenamesHolds() {
        backlog.write(enrolled(1));
        backlog.followAll();
        backlog.write(named(1, "Ann"));
        backlog.write(named(1, "Anne"));
        backlog.followAll();

        assertThat(kept()).as("only the latest").isEqualTo(1);
        assertThat(nameOf(1)).isEqualTo("Anne");
        assertThat(backlog.outbox().view().ledger().named("Ann")).isEmpty();
    }

    @Test
    void aNameTakenBackLeavesNoTrace() {
        backlog.write(enrolled(1, "Ann"));
        backlog.followAll();
        backlog.write(named(1, "Anne"));
        backlog.write(named(1, "Ann"));
        backlog.followAll();

        assertThat(kept()).as("only the latest").isEqualTo(1);
        assertThat(nameOf(1)).isEqualTo("Ann");
    }

    @Test
    void namesMayGoRound() {
        backlog.write(enrolled(1, "Kim"), enrolled(2));
        backlog.followAll();
        backlog.write(named(1, "Ann"));
        backlog.write(named(2, "Kim"));
        backlog.write(named(1, "Anne"));
        backlog.follow(1);
        backlog.outbox().prune();

        Gallery view = backlog.outbox().view();

        assertThat(view.ledger().named("Kim")).contains(person(2));
        assertThat(view.ledger().named("Anne")).contains(person(1));
        assertThat(view.ledger().named("Ann")).isEmpty();
    }

    @Test
    void numbersFollowTheHighestOfReplicaAndOutbox() {
        backlog.write(enrolled(3));
        backlog.followAll();
        backlog.write(enrolled(7));

        assertThat(backlog.outbox().view().ledger().nextNumber()).isEqualTo(8);
    }
}
