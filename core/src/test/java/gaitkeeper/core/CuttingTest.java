package gaitkeeper.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CuttingTest {
    @ParameterizedTest
    @CsvSource({"5,0", "6,1", "8,3", "9,5", "20,27", "40,67"})
    void countsAsThePublishedCodeDoes(int frames, int windows) {
        assertThat(Cutting.DENSE_DOUBLED.count(6, frames)).isEqualTo(windows);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 8, 10, 12, 40})
    void givesTheStartsOfHalfOverlappingWindowsAtEveryOffset(int f) {
        for (int frames = 0; frames < 4 * f; frames++) {
            assertThat(starts(Cutting.DENSE_DOUBLED, f, frames)).as("%d frames", frames)
                    .containsExactlyElementsOf(halfOverlapping(f, frames));
        }
    }

    /** The loop of the published pre-processing, sorted. */
    private static List<Integer> halfOverlapping(int f, int frames) {
        List<Integer> starts = new ArrayList<>();
        for (int offset = 0; offset < f; offset++) {
            for (int start = offset; start + f <= frames; start += f / 2) {
                starts.add(start);
            }
        }
        return starts.stream().sorted().toList();
    }

    @Test
    void repeatsOnlyStartsFromHalfASequenceOn() {
        List<Integer> starts = starts(Cutting.DENSE_DOUBLED, 6, 20);

        assertThat(IntStream.range(0, 15)).allSatisfy(start -> assertThat(starts.stream().filter(s -> s == start))
                .hasSize(start < 3 ? 1 : 2));
        assertThat(starts(Cutting.DENSE, 6, 20)).containsExactlyElementsOf(starts.stream().distinct().toList());
    }

    @Test
    void plainSequencesDoNotOverlapAndLeaveTheRest() {
        assertThat(starts(Cutting.PLAIN, 6, 20)).containsExactly(0, 6, 12);
        assertThat(starts(Cutting.PLAIN, 6, 5)).isEmpty();
    }

    @Test
    void refusesOddSequencesWhereHalvesAreNeeded() {
        assertThatThrownBy(() -> Cutting.DENSE_DOUBLED.count(5, 20)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("even");
        assertThatThrownBy(() -> Cutting.PLAIN.start(6, 20, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static List<Integer> starts(Cutting cutting, int f, int frames) {
        return IntStream.range(0, cutting.count(f, frames)).map(i -> cutting.start(f, frames, i)).boxed().toList();
    }
}
