package gaitkeeper.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.encoder.BatchingEncoder;
import gaitkeeper.encoder.EncoderMetrics;
import gaitkeeper.encoder.EncoderStage;
import gaitkeeper.encoder.EncodingModel;
import gaitkeeper.encoder.WindowerConfig;
import gaitkeeper.encoder.WindowerMetrics;
import gaitkeeper.encoder.WindowerStage;
import gaitkeeper.matcher.LiveBudget;
import gaitkeeper.matcher.LoggedGallery;
import gaitkeeper.matcher.MatcherConfig;
import gaitkeeper.matcher.MatcherMetrics;
import gaitkeeper.matcher.MatcherStage;
import gaitkeeper.matcher.RegistrarStage;
import gaitkeeper.matcher.Retention;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTopologyTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final ModelBundle bundle = ModelBundle
            .open(Path.of(Objects.requireNonNull(System.getenv("GAITKEEPER_ROOT")), "deploy/models/d16"));
    private final BatchingEncoder encoder = new BatchingEncoder(EncodingModel.load(bundle), EncoderMetrics.NONE);

    @AfterEach
    void close() {
        encoder.close();
    }

    private static WindowerStage windower() {
        return new WindowerStage(WindowerConfig.of(WindowSpec.of(6)), WindowerMetrics.NONE, CLOCK);
    }

    private EncoderStage encoding() {
        return new EncoderStage(encoder, EncoderMetrics.NONE, CLOCK);
    }

    private PipelineTopology.Matching matching() {
        ModelSpec model = bundle.spec();
        var gallery = LoggedGallery.of(model);
        return new PipelineTopology.Matching(
                new MatcherStage(MatcherConfig.DEFAULT, gallery, model, MatcherMetrics.NONE, new LiveBudget(), CLOCK),
                new RegistrarStage(MatcherConfig.DEFAULT, gallery, model, MatcherMetrics.NONE, Retention.FOR_EVER,
                        CLOCK, CLOCK),
                gallery);
    }

    /** Running state depends on these names: changing them is a decision, not an accident. */
    @Test
    void theWholeIsTheFrozenOne() throws IOException {
        TopologyDescription whole = new PipelineTopology(Duration.ofMillis(100), CLOCK)
                .build(Optional.of(windower()), Optional.of(encoding()), Optional.of(matching())).describe();

        assertThat(whole.toString()).isEqualToNormalizingNewlines(frozen());
    }

    @Test
    void theRegistrarStandsApartSoThatItsOnePartitionBindsNobody() {
        TopologyDescription whole = new PipelineTopology(Duration.ofMillis(100), CLOCK)
                .build(Optional.of(windower()), Optional.of(encoding()), Optional.of(matching())).describe();

        assertThat(whole.subtopologies()).hasSize(2);
    }

    @Test
    void aRoleAloneReadsTheTopicBeforeIt() {
        TopologyDescription alone = new PipelineTopology(Duration.ofMillis(100), CLOCK)
                .build(Optional.empty(), Optional.of(encoding()), Optional.empty()).describe();

        assertThat(alone.toString()).contains("Source: from-gk.sequences (topics: [gk.sequences])")
                .contains("Sink: to-gk.embeddings (topic: gk.embeddings)").doesNotContain("gk.frames")
                .doesNotContain("gk.matches");
    }

    private static String frozen() throws IOException {
        try (InputStream in = PipelineTopologyTest.class.getResourceAsStream("pipeline-topology.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }
}
