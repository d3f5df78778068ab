package gaitkeeper.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.People;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.graph.BodyPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InquiryTest {
    private static final Path SHIPPED = Path.of(System.getenv("GAITKEEPER_ROOT"), "deploy", "models");

    @TempDir
    private Path folder;

    @Test
    void embedsWhatTheLivePathEmbeds() throws Exception {
        ModelBundle bundle = ModelBundle.open(SHIPPED.resolve("d16"));
        List<Sequence> windows = IntStream.range(0, EncodingModel.MAX_BATCH + 3)
                .mapToObj(n -> People.sequence(n, bundle.spec().frames())).toList();

        try (var inquiry = new Inquiry(bundle); EncodingModel live = EncodingModel.load(bundle)) {
            List<float[]> vectors = inquiry.embed(windows);

            assertThat(vectors).hasSameSizeAs(windows);
            for (int n = 0; n < windows.size(); n++) {
                assertThat(vectors.get(n)).containsExactly(live.encode(windows.subList(n, n + 1)).getFirst(),
                        within(1e-5f));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"d13", "walkers-f30"})
    void everyPartChangesWhatTheModelSees(String name) {
        ModelBundle bundle = ModelBundle.open(SHIPPED.resolve(name));
        List<Sequence> windows = List.of(People.sequence(1, bundle.spec().frames()));

        try (var inquiry = new Inquiry(bundle)) {
            float[] whole = inquiry.embed(windows).getFirst();
            for (BodyPart part : BodyPart.values()) {
                assertThat(inquiry.without(part, windows)).as(part.id()).singleElement().isNotEqualTo(whole);
            }
        }
    }

    @Test
    void leavesOutWindowsOfAnotherLength() {
        try (var inquiry = new Inquiry(Tables.bundle(folder, "table@1", 1))) {
            List<Sequence> windows = List.of(Tables.tooLong(), Tables.sequence(5));

            assertThat(inquiry.embed(windows)).singleElement()
                    .satisfies(vector -> assertThat(Tables.number(vector, 1)).isEqualTo(5));
        }
    }

    @Test
    void saysThatThereIsNoModel() throws IOException {
        ModelBundle bundle = Tables.bundle(folder, "table@1", 1);
        Files.delete(folder.resolve("model.onnx"));

        try (var inquiry = new Inquiry(bundle)) {
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> inquiry.embed(List.of()))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.NO_MODEL));
        }
    }

    @Test
    void saysThatTheModelFailed() {
        try (var inquiry = new Inquiry(Tables.bundle(folder, "table@1", 1))) {
            assertThatExceptionOfType(MalformedException.class)
                    .isThrownBy(() -> inquiry.embed(List.of(Tables.sequence(Tables.REFUSED))))
                    .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.ENCODER_FAILED));
        }
    }
}
