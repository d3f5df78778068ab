package gaitkeeper.trainer.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.trainer.Kgbd;
import gaitkeeper.trainer.report.ComparedSystem;
import gaitkeeper.trainer.report.ComparisonPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparingTest {
    @TempDir
    Path folder;

    private static ModelBundle shipped(String name) {
        return ModelBundle.open(Kgbd.root().resolve(Path.of("deploy", "models", name)));
    }

    @Test
    void countsSimMcByHand() {
        GraphCost cost = GraphCost.of(shipped("simmc"));

        assertThat(cost.numbers()).isEqualTo(60 * 256 + 256 + 256 * 256 + 256);
        int centring = 6 * 20 * 3;
        int hidden = 6 * 256 * (2 * 60 + 1 + 1);
        int pooled = 6 * 256;
        int second = 256 * (2 * 256 + 1);
        assertThat(cost.flops()).isEqualTo(centring + hidden + pooled + second);
    }

    @Test
    void countsEveryShippedGraph() {
        assertThat(GraphCost.of(shipped("d16")).flops()).isLessThan(GraphCost.of(shipped("pairwise")).flops());
        assertThat(GraphCost.of(shipped("pairwise")).flops()).isLessThan(GraphCost.of(shipped("lda")).flops());
    }

    @Test
    void refusesAMeanOverWhatAreNotSplits() {
        List<ModelBundle> twice = List.of(shipped("sm-sge"), shipped("sm-sge"));

        assertThatThrownBy(() -> Comparing.of(twice, List.of(), _ -> {})).isInstanceOf(MalformedException.class)
                .hasMessageContaining("sm-sge").hasMessageContaining("splits");
    }

    @Test
    void standsBesideWhatWasPrinted() throws IOException {
        List<ComparedSystem> systems = Comparing.of(List.of(shipped("d16"), shipped("lda-f30")), List.of(), _ -> {});

        new ComparisonPage(systems).write(folder);

        assertThat(systems).extracting(ComparedSystem::name).containsExactly("d16, f = 6", "lda-f30, f = 30");
        assertThat(systems.getFirst().top1()).hasSize(1);
        assertThat(systems).allMatch(system -> system.cost().microseconds() > 0);
        assertThat(Files.readString(folder.resolve("tables.md"))).contains("| D-16 | published |  | 31.2 | 4.0 |");
        assertThat(folder.resolve("index.html")).content().contains("<svg").doesNotContain("http://www.w3.org/1999");
    }
}
