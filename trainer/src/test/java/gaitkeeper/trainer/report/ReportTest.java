package gaitkeeper.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gaitkeeper.core.MalformedException;
import gaitkeeper.trainer.protocol.Measurement;
import gaitkeeper.trainer.protocol.Measurement.What;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Report REPORT = new Report("A <title>", "KGBD", Map.of("d16", "untrained & raw"),
            Made.everything(),
            List.of(TrainingLog.parse("d16", "log", List.of("epoch,loss_a,loss_b,clusters", "0,3,2,", "1,2,1,40"))));

    @TempDir
    Path folder;

    @Test
    void writesAPageItsChartsAndFigures() throws Exception {
        REPORT.write(folder);

        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("index.html",
                    "results.json", "tables.txt", "tables.md", "overview.svg", "cmc.svg", "time.svg", "det-walk.svg",
                    "det-5s.svg",
                    "distance-d16-f6-all.svg", "distance-pair-wise--f6-all.svg", "training-d16-loss.svg",
                    "training-d16-clusters.svg");
        }
        assertThat(folder.resolve("tables.md")).content().contains("| system | how | top-1 |",
                "| d16, f = 6 | clean | 35.5 ± 0.7 |");
        JsonNode json = new ObjectMapper().readTree(folder.resolve("results.json").toFile());
        assertThat(json.at("/measurements/0/values/top-1").asDouble()).isEqualTo(35);
        assertThat(json.at("/measurements/0/what/seed").asInt()).isZero();
        assertThat(json.get("measurements").size()).isEqualTo(REPORT.measurements().size());
    }

    @Test
    void readsWhatItWroteAndStandsBesideIt() {
        REPORT.write(folder);
        var next = new Report("next", "KGBD", Map.of("d16", "untrained & raw", "lda", "trained"),
                List.of(Made.retrieval("lda", 0, 60, "clean")), List.of());

        Report both = next.after(Report.read(folder));

        assertThat(Report.read(folder)).isEqualTo(REPORT);
        assertThat(both.measurements()).hasSize(REPORT.measurements().size() + 1);
        assertThat(both.title()).isEqualTo("next");
        assertThat(both.systems()).containsEntry("d16", "untrained & raw").containsKey("lda");
    }

    @Test
    void doesNotCountAFigureTwice() {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> REPORT.after(REPORT))
                .withMessageContaining("system=d16");
    }

    @Test
    void saysWhereThereIsNoReport() {
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> Report.read(folder))
                .withMessageContaining("results.json").withMessageContaining("--out");
    }

    @Test
    void drawsHowFiguresChangeWithTheLengthOfWindows() {
        List<Measurement> measurements = Made.everything();
        measurements.add(Made.withFrames(Made.retrieval("d16", 0, 50, "clean"), 30));

        List<String> names = new Report("t", "d", Map.of(), measurements, List.of()).figures().stream()
                .map(Figure::name).toList();

        assertThat(names).contains("frames").doesNotContain("frames-dir");
    }

    @Test
    void thePageNeedsNothingElseAndEscapesWhatItIsGiven() throws Exception {
        REPORT.write(folder);

        String page = Files.readString(folder.resolve("index.html"));

        assertThat(page)
                .contains("A &lt;title&gt;", "pair&lt;wise&gt;, f = 6", "untrained &amp; raw", "<td>faithful</td>",
                        "<tr class=\"published\"><td>SimMC</td><td>published</td><td>54.9</td>", "<td>35.5 ± 0.7</td>",
                        "<td>10.0 *</td>")
                .doesNotContain("<script", "<link", "src=", "pair<wise>");
    }

    @Test
    void everyChartIsWellFormed() {
        for (Figure figure : REPORT.figures()) {
            assertThatCode(() -> DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new ByteArrayInputStream(figure.svg().getBytes(StandardCharsets.UTF_8))))
                    .as(figure.name()).doesNotThrowAnyException();
            assertThat(figure.svg()).as(figure.name()).doesNotContain("NaN", "Infinity");
        }
    }

    @Test
    void tablesStandInColumns() {
        assertThat(REPORT.text().lines().toList()).contains(
                "system                   how       top-1       top-5      top-10        mAP",
                "d16, f = 6             clean  35.5 ± 0.7  45.5 ± 0.7  50.5 ± 0.7  7.1 ± 0.1");
    }

    @Test
    void unseenPeopleAreNotComparedWithPrintedFigures() {
        var unseen = new Report("t", "d", Map.of(), REPORT.measurements().stream()
                .map(m -> new Measurement(new What(
                        "s", 6, m.what().protocol(), "unseen people", m.what().level(), m.what().rule(), 0), m.values(),
                        m.counts()))
                .toList(), List.of());

        assertThat(unseen.text()).doesNotContain("published").contains("unseen people");
    }
}
