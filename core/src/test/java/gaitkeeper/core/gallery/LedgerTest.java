package gaitkeeper.core.gallery;

import static gaitkeeper.core.gallery.MadeUpLog.command;
import static gaitkeeper.core.gallery.MadeUpLog.exemplar;
import static gaitkeeper.core.gallery.MadeUpLog.person;
import static gaitkeeper.core.gallery.MadeUpLog.visit;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.Erased;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.ExemplarMoved;
import gaitkeeper.core.IdentityEvent.ExemplarRemoved;
import gaitkeeper.core.IdentityEvent.Merged;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityEvent.Split;
import gaitkeeper.core.IdentityEvent.ToldApart;
import gaitkeeper.core.IdentityEvent.Undone;
import gaitkeeper.core.IdentityEvent.VisitAdded;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final IdentityId ANN = person(1);
    private static final IdentityId BOB = person(2);
    private static final IdentityId CEM = person(3);

    private Ledger ledger = Ledger.EMPTY;
    private Set<ExemplarId> forgotten = Set.of();

    private static Enrolled enrolled(IdentityId identity, int number, String name, int visit) {
        return new Enrolled(identity, number, name, visit(visit).track(), visit(visit).firstTimeNs());
    }

    private Ledger after(IdentityEvent event) {
        return after(event, command(100 + (int) ledger.last()));
    }

    private Ledger after(IdentityEvent event, UUID command) {
        Ledger.Step step = ledger.apply(new LogEntry(ledger.last() + 1, command, "test", 0, event));
        ledger = step.after();
        forgotten = step.forgotten();
        return ledger;
    }

    /** Ann, seen in visits 1 and 4 with two windows each, Bob in visit 2 with one. */
    private void annAndBob() {
        after(enrolled(ANN, 1, "Ann", 1));
        after(new VisitAdded(ANN, visit(4)));
        for (int i = 0; i < 2; i++) {
            after(new ExemplarAdded(ANN, exemplar(visit(1), i)));
            after(new ExemplarAdded(ANN, exemplar(visit(4), i)));
        }
        after(enrolled(BOB, 2, "", 2));
        after(new ExemplarAdded(BOB, exemplar(visit(2), 0)));
    }

    @Test
    void anEntryThatComesAgainChangesNothing() {
        annAndBob();
        String before = ledger.hash();
        long last = ledger.last();

        Ledger again = ledger.apply(new LogEntry(last, command(1), "test", 0, new Erased(ANN))).after();

        assertThat(again).isSameAs(ledger);
        assertThat(again.hash()).isEqualTo(before);
    }

    @Test
    void entriesFromBeforeNumbersCountOn() {
        ledger = ledger.apply(new LogEntry(0, command(0), "", 0, enrolled(ANN, 1, "Ann", 1))).after();
        ledger = ledger.apply(new LogEntry(0, command(0), "", 0, new Named(ANN, "Anne"))).after();

        assertThat(ledger.last()).isEqualTo(2);
        assertThat(ledger.named("Anne")).contains(ANN);
    }

    @Test
    void aMergeMovesEverythingAndIsFollowed() {
        annAndBob();

        after(new Merged(ANN, BOB));

        assertThat(ledger.held(BOB)).hasSize(5);
        assertThat(ledger.held(ANN)).isEmpty();
        assertThat(ledger.visits(BOB)).containsExactlyInAnyOrder(visit(1), visit(2), visit(4));
        assertThat(ledger.candidate(ANN)).isEmpty();
        assertThat(ledger.resolved(ANN)).contains(new Candidate(BOB, 2, "Ann"));
        assertThat(ledger.everyone()).containsExactly(new Candidate(BOB, 2, "Ann"));
    }

    @Test
    void mergesAreFollowedToTheEnd() {
        annAndBob();
        after(enrolled(CEM, 3, "Cem", 3));

        after(new Merged(ANN, BOB));
        after(new Merged(BOB, CEM));

        assertThat(ledger.resolved(ANN)).contains(new Candidate(CEM, 3, "Cem"));
        assertThat(ledger.named("Ann")).isEmpty();
    }

    @Test
    void whoWasToldApartFromOneIsApartFromWhomTheyAreMergedInto() {
        annAndBob();
        after(new ToldApart(visit(9), ANN));

        after(new Merged(ANN, BOB));

        assertThat(ledger.isApart(visit(9), BOB)).isTrue();
    }

    @Test
    void aSplitTakesVisitsWithTheirExemplars() {
        annAndBob();

        after(new Split(ANN, CEM, 3, List.of(visit(4))));

        assertThat(ledger.owner(visit(4))).contains(CEM);
        assertThat(ledger.held(CEM)).containsExactlyInAnyOrder(exemplar(visit(4), 0).id(), exemplar(visit(4), 1).id());
        assertThat(ledger.held(ANN)).containsExactlyInAnyOrder(exemplar(visit(1), 0).id(), exemplar(visit(1), 1).id());
        assertThat(ledger.candidate(CEM).orElseThrow().label()).isEqualTo("stranger 3");
    }

    @Test
    void exemplarsAreMovedAndRemoved() {
        annAndBob();
        ExemplarId moved = exemplar(visit(1), 0).id();

        after(new ExemplarMoved(moved, BOB));
        after(new ExemplarRemoved(exemplar(visit(1), 1).id()));

        assertThat(ledger.owner(moved)).contains(BOB);
        assertThat(ledger.held(ANN)).hasSize(2);
        assertThat(forgotten).as("it may come back").isEmpty();
    }

    @Test
    void keepsSoManyExemplarsPerModelAndNoMore() {
        after(enrolled(ANN, 1, "Ann", 1));
        for (int i = 0; i < Ledger.MAX_EXEMPLARS + 5; i++) {
            after(new ExemplarAdded(ANN, exemplar(visit(1), i)));
        }

        assertThat(ledger.held(ANN)).hasSize(Ledger.MAX_EXEMPLARS);
    }

    @Test
    void anUndoTakesBackAllThatACommandDid() {
        annAndBob();
        String before = ledger.hash();
        after(new Split(ANN, CEM, 3, List.of(visit(4))), command(1));
        after(new ToldApart(visit(4), ANN), command(1));
        after(new Named(BOB, "Bob"), command(2));

        after(new Undone(command(1)), command(3));
        after(new Undone(command(2)), command(4));

        assertThat(ledger.hash()).isEqualTo(before);
    }

    @Test
    void anUndoIsUndone() {
        annAndBob();
        after(new Merged(BOB, ANN), command(1));
        String merged = ledger.hash();
        after(new Undone(command(1)), command(2));

        after(new Undone(command(2)), command(3));

        assertThat(ledger.hash()).isEqualTo(merged);
    }

    @Test
    void nothingIsUndoneTwice() {
        annAndBob();
        after(new Named(BOB, "Bob"), command(1));
        after(new Undone(command(1)), command(2));

        assertThat(ledger.whyNotUndo(command(1))).hasValueSatisfying(why -> assertThat(why).contains("undone already"));
    }

    @Test
    void whatLaterCommandsChangedIsNotUndone() {
        annAndBob();
        after(new Named(BOB, "Bob"), command(1));
        after(new Named(BOB, "Rob"), command(2));

        assertThat(ledger.whyNotUndo(command(1))).hasValueSatisfying(why -> assertThat(why).contains("undo those"));
        assertThat(ledger.whyNotUndo(command(2))).isEmpty();
    }

    @Test
    void aNameThatAnotherGotSinceDoesNotComeBack() {
        annAndBob();
        after(new Named(ANN, "Anne"), command(1));
        after(new Named(BOB, "Ann"), command(2));

        assertThat(ledger.whyNotUndo(command(1))).isPresent();
    }

    @Test
    void aMergeIsUndoneThoughMoreWasLearnedSince() {
        annAndBob();
        after(new Merged(BOB, ANN), command(1));
        after(new ExemplarAdded(ANN, exemplar(visit(4), 7)));

        after(new Undone(command(1)), command(2));

        assertThat(ledger.held(BOB)).containsExactly(exemplar(visit(2), 0).id());
        assertThat(ledger.owner(exemplar(visit(4), 7).id())).contains(ANN);
    }

    @Test
    void anEnrolmentIsUndoneWithAllThatItsVisitTaught() {
        String before = ledger.hash();
        after(enrolled(ANN, 1, "", 1), command(1));
        for (int i = 0; i < 5; i++) {
            after(new ExemplarAdded(ANN, exemplar(visit(1), i)), command(1));
        }

        after(new Undone(command(1)), command(2));

        assertThat(ledger.hash()).isEqualTo(before);
        assertThat(ledger.nextNumber()).as("no number is given twice").isEqualTo(2);
    }

    @Test
    void whoIsErasedLeavesNoTrace() {
        annAndBob();
        after(new ToldApart(visit(2), ANN), command(1));
        after(new Merged(BOB, ANN), command(2));

        after(new Erased(ANN), command(3));

        assertThat(ledger.everyone()).isEmpty();
        assertThat(ledger.resolved(BOB)).isEmpty();
        assertThat(ledger.hash()).isEqualTo(Ledger.EMPTY.hash());
        assertThat(ledger.latest(10)).isEmpty();
        assertThat(forgotten).hasSize(5);
    }

    @Test
    void whoIsErasedDoesNotComeBack() {
        annAndBob();
        after(new Named(ANN, "Anne"), command(1));
        after(new Erased(ANN), command(2));

        assertThat(ledger.whyNotUndo(command(1))).isPresent();
        assertThat(ledger.whyNotUndo(command(2))).isPresent();
    }

    @Test
    void forgetsWhatWasRemovedWhenItCanNoLongerBeUndone() {
        annAndBob();
        ExemplarId removed = exemplar(visit(1), 1).id();
        after(new ExemplarRemoved(removed), command(1));
        Set<ExemplarId> all = new HashSet<>();
        for (int n = 0; n < Journal.REACH; n++) {
            after(new Named(BOB, "Bob " + n), command(1_000 + n));
            all.addAll(forgotten);
        }

        assertThat(all).containsExactly(removed);
        assertThat(ledger.whyNotUndo(command(1))).isPresent();
    }

    @Test
    void tellsTheLatestCommands() {
        annAndBob();
        after(new Named(BOB, "Bob"), command(1));
        after(new Named(BOB, "Rob"), command(2));

        assertThat(ledger.latest(2)).extracting(LogEntry::command).containsExactly(command(2), command(1));
    }

    @Test
    void tellsTheNextPeopleByTheirNumbers() {
        after(enrolled(ANN, 1, "Ann", 1));
        after(enrolled(BOB, 2, "", 2));
        after(enrolled(CEM, 3, "Cem", 3));

        assertThat(ledger.after(0, 2)).extracting(Candidate::identity).containsExactly(ANN, BOB);
        assertThat(ledger.after(2, 9)).extracting(Candidate::identity).containsExactly(CEM);
        assertThat(ledger.after(3, 9)).isEmpty();
        assertThat(ledger.named()).isEqualTo(2);
    }
}
