package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.bundle.Seen;
import org.junit.jupiter.api.Test;

class FairnessTest {
    private static final PersonRange EVERYBODY = PersonRange.KGBD;
    private static final PersonRange OTHERS = new PersonRange(83, 164);

    @Test
    void theSplitItLearnedFromKeepsItsOtherWalksNew() {
        var seen = new Seen("kgbd", 2, 1, 164);

        assertThat(Fairness.objection(seen, 2, EVERYBODY, false)).isEmpty();
        assertThat(Fairness.objection(seen, 1, EVERYBODY, false)).hasValueSatisfying(
                why -> assertThat(why).contains("split 2"));
    }

    @Test
    void everyWalkIsTooMany() {
        assertThat(Fairness.objection(new Seen("kgbd", Seen.ALL_WALKS, 1, 164), 0, EVERYBODY, false)).isPresent();
    }

    @Test
    void newPeopleMustBeNew() {
        assertThat(Fairness.objection(new Seen("kgbd", 0, 1, 82), 4, OTHERS, true)).isEmpty();
        assertThat(Fairness.objection(new Seen("kgbd", 0, 1, 164), 0, OTHERS, true)).isPresent();
        assertThat(Fairness.objection(new Seen("kgbd", 0, 83, 83), 0, OTHERS, true)).isPresent();
    }

    @Test
    void otherDataAndNoDataAreFair() {
        assertThat(Fairness.objection(Seen.NOTHING, 0, EVERYBODY, false)).isEmpty();
        assertThat(Fairness.objection(new Seen("biwi", 0, 1, 164), 1, OTHERS, true)).isEmpty();
    }

    @Test
    void whoDoesNotTellIsNotBelieved() {
        assertThat(Fairness.objection(Seen.UNKNOWN, 0, EVERYBODY, false)).isPresent();
    }

    @Test
    void readsPeople() {
        assertThat(PersonRange.parse("1-82")).isEqualTo(new PersonRange(1, 82)).hasToString("1-82").accepts(1, 82)
                .rejects(0, 83);
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> PersonRange.parse("82"))
                .withMessageContaining("'82'").withMessageContaining("1-82");
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> PersonRange.parse("82-1"))
                .withMessageContaining("lower number first");
    }
}
