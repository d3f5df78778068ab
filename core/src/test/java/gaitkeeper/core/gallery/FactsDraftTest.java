package gaitkeeper.core.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.People;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.Visit;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.gallery.Change.OfExemplar;
import gaitkeeper.core.gallery.Change.OfLink;
import gaitkeeper.core.gallery.Change.OfPerson;
import gaitkeeper.core.gallery.Change.OfVisit;
import gaitkeeper.core.gallery.Change.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FactsDraftTest {
    private static final IdentityId ANN = new IdentityId(new UUID(0, 1));
    private static final IdentityId BOB = new IdentityId(new UUID(0, 2));
    private static final IdentityId EVE = new IdentityId(new UUID(0, 3));
    private static final Visit VISIT = new Visit(People.track("v"), 1);

    private final FactsDraft draft = new FactsDraft();

    private boolean person(IdentityId identity, int number, String name) {
        return draft
                .add(new OfPerson(identity, Optional.empty(), Optional.of(new Person(number, name, Optional.empty()))));
    }

    private boolean merged(IdentityId from, IdentityId into) {
        return draft.add(new OfPerson(from, Optional.empty(), Optional.of(new Person(1, "", Optional.of(into)))));
    }

    private boolean visit(IdentityId owner) {
        return draft.add(new OfVisit(VISIT, Optional.empty(), Optional.of(owner)));
    }

    private static Exemplar exemplar(int n) {
        return new Exemplar(new SequenceId(People.track("e"), n, WindowSpec.of(6)), new ModelId("made-up@1"),
                new float[]{n});
    }

    @Test
    void comesToWhatTheSameChangesWouldOneByOne() {
        assertThat(person(ANN, 1, "Ann") && person(BOB, 2, "") && merged(EVE, ANN) && visit(ANN)).isTrue();
        assertThat(draft.add(new OfLink(VISIT, BOB, true))).isTrue();
        assertThat(draft.show(ANN, List.of(exemplar(1), exemplar(2))) && draft.show(ANN, List.of(exemplar(3))))
                .isTrue();
        Facts facts = draft.facts();

        List<Change> changes = new ArrayList<>();
        facts.forEachChange(changes::add);
        Facts grown = Facts.NONE.with(changes).orElseThrow();
        for (int n = 1; n <= 3; n++) {
            grown = grown.with(List.of(new OfExemplar(exemplar(n).id(), Optional.empty(), Optional.of(ANN))))
                    .orElseThrow();
        }

        assertThat(facts.lines()).isEqualTo(grown.lines()).hasSize(8);
        assertThat(facts.shown(ANN)).isEqualTo(grown.shown(ANN)).hasSize(3);
        assertThat(facts.stays(ANN)).containsExactly(VISIT);
        assertThat(facts.byName()).isEqualTo(grown.byName());
        assertThat(facts.byNumber()).isEqualTo(grown.byNumber());
    }

    @Test
    void noticesContradictions() {
        assertThat(visit(ANN)).as("a visit of nobody known").isFalse();
        assertThat(draft.show(ANN, List.of(exemplar(1)))).as("an exemplar of nobody known").isFalse();
        assertThat(person(ANN, 1, "Ann")).isTrue();
        assertThat(person(ANN, 2, "")).as("somebody twice").isFalse();
        assertThat(person(BOB, 1, "")).as("a number twice").isFalse();
        assertThat(person(EVE, 3, "Ann")).as("a name twice").isFalse();
        assertThat(visit(ANN)).isTrue();
        assertThat(visit(ANN)).as("a visit twice").isFalse();
        assertThat(draft.add(new OfLink(VISIT, BOB, true))).isTrue();
        assertThat(draft.add(new OfLink(VISIT, BOB, true))).as("a link twice").isFalse();
        assertThat(draft.add(new OfLink(VISIT, ANN, false))).as("a link that is none").isFalse();
        assertThat(draft.show(ANN, List.of(exemplar(1)))).isTrue();
        assertThat(draft.show(ANN, List.of(exemplar(1)))).as("an exemplar twice").isFalse();
        assertThat(draft.add(new OfExemplar(exemplar(1).id(), Optional.empty(), Optional.of(ANN)))).isFalse();
        assertThat(draft.add(new OfExemplar(exemplar(2).id(), Optional.of(BOB), Optional.of(ANN)))).isFalse();
        assertThat(draft.add(new OfExemplar(exemplar(2).id(), Optional.empty(), Optional.of(ANN)))).isTrue();
        assertThat(draft.owner(exemplar(2).id())).contains(ANN);
    }

    @Test
    void nobodyWhoWasMergedOwnsAnything() {
        assertThat(person(ANN, 1, "") && merged(BOB, ANN)).isTrue();

        assertThat(visit(BOB)).isFalse();
        assertThat(draft.show(BOB, List.of(exemplar(1)))).isFalse();
    }
}
