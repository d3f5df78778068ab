package gaitkeeper.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.MalformedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChartPartsTest {
    @Test
    void ticksAreRoundAndInside() {
        assertThat(Axis.linear("%", 0, 100).ticks()).containsExactly(0., 20., 40., 60., 80., 100.);
        assertThat(Axis.logarithmic("%", .1, 100).ticks().stream().map(Axis::text)).containsExactly("0.1", "0.2",
                "0.5", "1", "2", "5", "10", "20", "50", "100");
    }

    @Test
    void valuesBeyondTheEndsStayAtTheEnds() {
        Axis rates = Axis.logarithmic("%", .1, 100);

        assertThat(rates.at(0)).isZero();
        assertThat(rates.at(1000)).isOne();
        assertThat(rates.at(1)).isCloseTo(1 / 3., offset(1e-9));
    }

    @Test
    void refusesAxesWithoutLength() {
        assertThatThrownBy(() -> Axis.logarithmic("x", 0, 1)).hasMessageContaining("axis x");
        assertThat(Axis.linear("x", 3, 3).high()).isEqualTo(4);
    }

    @Test
    void namesBesideDotsDoNotCoverOneAnother() {
        Map<String, double[]> places = new LinkedHashMap<>();
        places.put("first", new double[]{5, 50});
        places.put("second", new double[]{5, 50.5});
        places.put("third", new double[]{9, 50});

        String svg = Charts.named("t", Axis.linear("x", 0, 10), Axis.linear("y", 0, 100), places);

        List<Double> heights = places.keySet().stream().map(name -> height(svg, name)).toList();
        assertThat(Math.abs(heights.get(1) - heights.get(0))).isGreaterThan(12);
        assertThat(heights.get(2)).isEqualTo(heights.get(0));
    }

    private static double height(String svg, String name) {
        Matcher text = Pattern.compile("<text[^>]* y=\"([0-9.]+)\"[^>]*>" + name + "<").matcher(svg);
        assertThat(text.find()).isTrue();
        return Double.parseDouble(text.group(1));
    }

    @Test
    void summariesAverageOverDraws() {
        Summary summary = Summary.of(List.of(Made.retrieval("d16", 0, 34, "clean"),
                Made.retrieval("d16", 1, 36, "clean"), Made.retrieval("d16", 1, 9, "faithful"))).getFirst();

        assertThat(summary.text("top-1")).isEqualTo("35.0 ± 1.4");
        assertThat(summary.text("unheard of")).isEmpty();
        assertThat(summary.curve("cmc").orElseThrow().y().getFirst()).isCloseTo(35, offset(1e-9));
        assertThat(summary.curve("unheard of")).isEmpty();
    }

    @Test
    void printedFiguresAreAllThere() {
        assertThat(Published.of("retrieval", "KGBD")).hasSize(17)
                .filteredOn(row -> row.method().equals("D-16")).singleElement()
                .satisfies(row -> assertThat(row.map()).hasValue(4.0));
        assertThat(Published.of("retrieval", "CASIA-B nm.nm")).filteredOn(row -> row.method().equals("MoCos"))
                .singleElement().satisfies(row -> assertThat(row.top1()).hasValue(87.9));
        assertThat(Published.of("classification", "KS20")).filteredOn(row -> row.method().equals("AGE"))
                .singleElement().satisfies(row -> assertThat(row.nAuc()).hasValue(94.7));
        assertThat(Published.of("classification", "CASIA-B view 90")).hasSize(4);
    }

    @Test
    void logsAreRefusedByFileAndLine() {
        assertThatThrownBy(() -> TrainingLog.parse("s", "training.csv", List.of("epoch,loss", "0,1", "1,much")))
                .isInstanceOf(MalformedException.class).hasMessageContaining("training.csv, line 3")
                .hasMessageContaining("much");
        assertThatThrownBy(() -> TrainingLog.parse("s", "training.csv", List.of("epoch,loss", "0")))
                .isInstanceOf(MalformedException.class).hasMessageContaining("line 2");
        assertThat(TrainingLog.parse("s", "training.csv", List.of()).figures()).isEmpty();
    }
}
