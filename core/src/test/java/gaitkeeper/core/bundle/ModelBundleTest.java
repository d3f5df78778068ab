package gaitkeeper.core.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {
    @TempDir
    Path folder;

    private ModelBundle written(Seen seen) {
        var row = new Calibration.Row(1, 1, 0, List.of(new Calibration.Point(0.01, 0.5f, 0.5)));
        var spec = new ModelSpec("made@1", "made", "Made for a test.", "skeleton", 20, 1, "in", "out", 1,
                Metric.EUCLIDEAN, List.of("k1"),
                Calibration.ofExemplars("nobody", List.of(new Calibration.Gallery(1, List.of(row)))), Map.of(),
                new ModelSpec.TrainedOn("nothing", "0", "none", seen), 0, "none");
        FloatBuffer inputs = FloatBuffer.allocate(60);
        return ModelBundle.write(folder.resolve("made"), spec, new byte[0],
                new ModelBundle.Golden(1, inputs, FloatBuffer.allocate(1)));
    }

    @Test
    void tellsWhatItHasSeen() {
        ModelBundle bundle = written(new Seen("kgbd", 3, 1, 82));

        assertThat(ModelBundle.open(bundle.folder()).spec()).isEqualTo(bundle.spec());
    }

    @Test
    void whatDoesNotTellIsUnknown() throws IOException {
        Path file = written(Seen.NOTHING).folder().resolve("model.json");
        String json = Files.readString(file);
        Files.writeString(file, json.replaceFirst("(?s),\\s*\"seen\" : \\{[^}]*}", ""));

        assertThat(Files.readString(file)).doesNotContain("seen");
        assertThat(ModelBundle.open(file.getParent()).spec().trainedOn().seen()).isEqualTo(Seen.UNKNOWN);
    }

    @Test
    void anythingElseThatIsMissingIsRefused() throws IOException {
        Path file = written(Seen.NOTHING).folder().resolve("model.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\"fingerprint\" : \"0\",", ""));

        assertThatIllegalArgumentException().isThrownBy(() -> ModelBundle.open(file.getParent()))
                .withMessageContaining("model.json").withMessageContaining("fingerprint");
    }
}
