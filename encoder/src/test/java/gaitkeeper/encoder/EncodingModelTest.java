package gaitkeeper.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import gaitkeeper.core.People;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodingModelTest {
    private static final Path SHIPPED = Path.of(System.getenv("GAITKEEPER_ROOT"), "deploy", "models");

    @TempDir
    private Path folder;
    private final Tables.Sessions sessions = new Tables.Sessions();

    private static ModelBundle shipped(String name) {
        return ModelBundle.open(SHIPPED.resolve(name));
    }

    private ModelBundle copy(String name) throws IOException {
        for (String file : List.of("model.json", "model.onnx", "golden.bin")) {
            Files.copy(SHIPPED.resolve(name).resolve(file), folder.resolve(file));
        }
        return ModelBundle.open(folder);
    }

    /** Loading must fail, say where and what to do, and leave no session open. */
    private ThrowableAssertAlternative<IllegalArgumentException> assertRefused(ModelBundle bundle) {
        var refused = assertThatIllegalArgumentException().isThrownBy(() -> EncodingModel.load(bundle, sessions))
                .withMessageContaining(folder.toString()).withMessageContaining("export");
        assertThat(sessions.allClosed()).isTrue();
        return refused;
    }

    @ParameterizedTest
    @ValueSource(strings = {"d13", "d16", "pairwise", "pairwise-f30"})
    void loadsEveryShippedBundle(String name) {
        ModelBundle bundle = shipped(name);

        try (EncodingModel model = EncodingModel.load(bundle)) {
            assertThat(model.spec()).isEqualTo(bundle.spec());
            assertThat(model.provider()).isIn("CPU", "CUDA");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"d13", "d16", "pairwise", "pairwise-f30"})
    void aBatchOfAnySizeGivesWhatOneByOneGives(String name) throws OrtException {
        try (EncodingModel model = EncodingModel.load(shipped(name))) {
            List<Sequence> sequences = new ArrayList<>();
            List<float[]> alone = new ArrayList<>();
            for (int person = 0; person < EncodingModel.MAX_BATCH; person++) {
                sequences.add(People.sequence(person, model.spec().frames()));
                alone.addAll(model.encode(sequences.subList(person, person + 1)));
            }

            for (int size = EncodingModel.MAX_BATCH; size >= 1; size--) {
                assertAlike(model.encode(sequences.subList(0, size)), alone.subList(0, size), "batch of " + size);
            }
        }
    }

    /** ONNX Runtime sums in another order in batches of other sizes: equal but for the last bits. */
    private static void assertAlike(List<float[]> vectors, List<float[]> expected, String what) {
        assertThat(vectors).hasSameSizeAs(expected);
        for (int i = 0; i < vectors.size(); i++) {
            assertThat(vectors.get(i)).as(what + ", " + i).containsExactly(expected.get(i), within(1e-5f));
        }
    }

    @Test
    void tellsPeopleApart() throws OrtException {
        try (EncodingModel model = EncodingModel.load(shipped("pairwise"))) {
            List<float[]> vectors = model.encode(List.of(People.sequence(1, 6), People.sequence(2, 6)));

            assertThat(vectors.getFirst()).hasSize(420).isNotEqualTo(vectors.getLast());
        }
    }

    @Test
    void fallsBackToTheCpu() {
        EncodingModel.SessionOpener noDevice = (graph, provider) -> {
            if (provider.equals("CUDA")) {
                throw new OrtException("no CUDA-capable device is detected");
            }
            return sessions.open(graph, provider);
        };

        try (EncodingModel model = EncodingModel.load(shipped("d16"), noDevice)) {
            assertThat(model.provider()).isEqualTo("CPU");
        }
    }

    @Test
    void usesCudaWhereItOpens() {
        try (EncodingModel model = EncodingModel.load(shipped("d16"), sessions)) {
            assertThat(model.provider()).isEqualTo("CUDA");
        }
    }

    @Test
    void closesItsSession() {
        EncodingModel.load(shipped("d16"), sessions).close();

        assertThat(sessions.opened).hasSize(1);
        assertThat(sessions.allClosed()).isTrue();
    }

    @Test
    void refusesAlteredGoldenVectors() throws IOException {
        ModelBundle bundle = copy("d16");
        byte[] golden = Files.readAllBytes(folder.resolve("golden.bin"));
        golden[golden.length - 1] ^= (byte) 0x80;
        Files.write(folder.resolve("golden.bin"), golden);

        assertRefused(bundle).withMessageContaining("golden.bin").withMessageContaining("cosine");
        assertThat(sessions.opened).hasSize(1);
    }

    @Test
    void refusesGoldenVectorsCutShort() throws IOException {
        ModelBundle bundle = copy("d16");
        byte[] golden = Files.readAllBytes(folder.resolve("golden.bin"));
        Files.write(folder.resolve("golden.bin"), Arrays.copyOf(golden, golden.length - 4));

        assertRefused(bundle).withMessageContaining("golden.bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.onnx", "golden.bin"})
    void refusesABundleWithoutAFile(String file) throws IOException {
        ModelBundle bundle = copy("d16");
        Files.delete(folder.resolve(file));

        assertRefused(bundle).withMessageContaining(file);
    }

    @Test
    void refusesAGraphThatIsNone() throws IOException {
        ModelBundle bundle = copy("d16");
        Files.writeString(folder.resolve("model.onnx"), "not a graph");

        assertRefused(bundle).withMessageContaining("model.onnx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"input", "output"})
    void refusesAGraphWithOtherNames(String role) throws IOException {
        copy("d16");
        Path file = folder.resolve("model.json");
        Files.writeString(file, Files.readString(file).replaceFirst("\"" + role + "\" : \"\\w+\"",
                "\"" + role + "\" : \"other\""));

        assertRefused(ModelBundle.open(folder)).withMessageContaining("model.json")
                .withMessageContaining(role + " other");
    }

    @Test
    void refusesAGraphThatReadsAnotherNumberOfFrames() {
        ModelBundle bundle = Tables.write(folder, Tables.spec("t@1", Tables.FRAMES + 1, 3), 0, 1);

        assertRefused(bundle).withMessageContaining("model.json").withMessageContaining("[-1, 3, 20, 3]");
    }

    @Test
    void refusesAGraphOfAnotherWidth() {
        ModelBundle bundle = Tables.write(folder, Tables.spec("t@1", Tables.FRAMES, 4), 0, 1);

        assertRefused(bundle).withMessageContaining("model.json").withMessageContaining("[-1, 4]");
    }

    @Test
    void refusesAGraphThatCannotBatch() {
        ModelBundle bundle = Tables.write(folder, Tables.spec("t@1", Tables.FRAMES, 3), 1, 1);

        assertRefused(bundle).withMessageContaining("any batch");
    }
}
