package gaitkeeper.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.TrackId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
    @Test
    void equalTextsGiveOneObject() {
        var recent = new Recent<>(TrackId::parse);

        assertThat(recent.of("cam/s/1")).isSameAs(recent.of("cam/s/1")).isEqualTo(new TrackId("cam", "s", "1"));
    }

    @Test
    void textsThatShareASlotAreNotMixedUp() {
        List<String> made = new ArrayList<>();
        var recent = new Recent<>(text -> {
            made.add(text);
            return text;
        });
        // "Aa" and "BB" have the same hash code.
        for (String text : List.of("Aa", "BB", "Aa", "Aa")) {
            assertThat(recent.of(text)).isEqualTo(text);
        }

        assertThat(made).containsExactly("Aa", "BB", "Aa");
    }

    @Test
    void whatCannotBeMadeIsNotKept() {
        var recent = new Recent<>(TrackId::parse);

        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> recent.of("no track"));
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> recent.of("no track"));
    }
}
