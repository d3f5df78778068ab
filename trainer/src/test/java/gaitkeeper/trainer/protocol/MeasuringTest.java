package gaitkeeper.trainer.protocol;

import static gaitkeeper.trainer.protocol.Sets.line;
import static gaitkeeper.trainer.protocol.Sets.persons;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.protocol.Measurement.Confusion;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuringTest {
    private static final Measuring MEASURING = new Measuring("made-up", 6, "everybody", 3);

    @Test
    void tellsFiguresCountsCurvesAndWhoIsHard() {
        Comparison comparison = Comparison.of(line(persons(1, 1, 2), 0, 9, 10), line(persons(1, 2), 0, 10),
                Metric.EUCLIDEAN);

        Measurement result = MEASURING.retrieval(comparison, Switches.CLEAN);

        assertThat(result.what()).isEqualTo(
                new Measurement.What("made-up", 6, "retrieval", "everybody", "window", "clean", 3));
        assertThat(result.values().get("top-1")).isCloseTo(200 / 3., offset(1e-9));
        assertThat(result.values()).containsOnlyKeys("top-1", "top-5", "top-10", "mAP");
        assertThat(result.counts()).containsEntry("probes", 3L).containsEntry("gallery", 2L);
        assertThat(result.curves().get("cmc").y()).hasSize(Retrieval.RANKS).endsWith(100.0);
        assertThat(result.worst()).containsExactly(new Confusion(1, 2, 50, 2, 50), new Confusion(2, 1, 100, 1, 0));
    }

    @Test
    void histogramsAreShares() {
        Comparison comparison = Comparison.of(Sets.random(1, 5, 40, 3), Sets.random(2, 5, 40, 3), Metric.EUCLIDEAN);

        Measurement result = MEASURING.retrieval(comparison, Switches.CLEAN);

        var right = result.curves().get("histogram of nearest right");
        assertThat(right.y().stream().mapToDouble(share -> share).sum()).isBetween(97.0, 100.0001);
        assertThat(right.x()).isSorted().isEqualTo(result.curves().get("histogram of nearest wrong").x());
    }

    @Test
    void openSetFiguresNameTheirBudget() {
        var scores = Comparison.of(Sets.random(1, 8, 8, 3), Sets.random(2, 8, 8, 3), Metric.COSINE).persons();

        Measurement result = MEASURING.openSet(
                new OpenSet(scores, 4, 3, 1).ask(1).live(), "window", true);

        assertThat(result.values()).containsKeys("DIR at FPIR 0.1 %", "DIR at FPIR 1 %", "DIR at FPIR 10 %", "rank-1");
        assertThat(result.counts()).containsEntry("enrolled people", 4L).containsEntry("strangers", 4L);
        assertThat(result.curves()).containsKey("det");
        assertThat(result.what().rule()).isEqualTo("capped lead (live)");
    }
}
