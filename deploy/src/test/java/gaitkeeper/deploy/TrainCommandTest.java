package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class TrainCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysWhatIsMissingInTheData() {
        int exit = execute("train", "simmc", "--data", folder.toString(), "--out", folder.resolve("run").toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("no KGBD in " + folder).contains("must hold");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void saysWhenTheDataIsCutShort() throws Exception {
        Files.write(folder.resolve("kgbd_xyz_int16_0p2mm.npz"), new byte[]{'P', 'K', 3, 4, 0, 0});
        Files.writeString(folder.resolve("splits_published_rule_5seeds.csv"), "seed,person,walk,role\n0,1,1,train\n");

        int exit = execute("train", "simmc", "--data", folder.toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("kgbd_xyz_int16_0p2mm.npz");
    }

    @Test
    void needsToKnowWhereTheDataIs() {
        assertThat(execute("train", "simmc")).isEqualTo(2);
        assertThat(err.toString()).contains("--data");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThat(execute("train", "simmc", "--data", folder.toString(), "--mode", "Faithful", "--lambda", "2"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("lambda must be 0 to 1");
    }

    @Test
    void refusesABundleOverAnotherModelsVectors() {
        assertThat(execute("train", "simmc", "--data", folder.toString(), "--features", "d16")).isEqualTo(1);
        assertThat(err.toString()).contains("--no-bundle");
    }

    @Test
    void refusesABundleOfAnotherDrawingThanThePublishedOne() {
        assertThat(execute("train", "mg-scr", "--data", folder.toString(), "--drawing", "rest")).isEqualTo(1);
        assertThat(err.toString()).contains("--no-bundle");
    }

    @ParameterizedTest
    @CsvSource({"mg-scr, source", "simmc, mirrored"})
    void refusesABundleThatWouldBeShownOtherJoints(String system, String order) {
        assertThat(execute("train", system, "--data", folder.toString(), "--joint-order", order)).isEqualTo(1);
        assertThat(err.toString()).contains("--no-bundle");
    }

    @Test
    void refusesABundleOfANetworkThatDependsOnItsBatches() {
        assertThat(execute("train", "mg-scr", "--data", folder.toString(), "--tiled-frames")).isEqualTo(1);
        assertThat(err.toString()).contains("--no-bundle");
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "5, 1"})
    void refusesToExportARandomStart(int epochs, int patience) {
        assertThat(execute("train", "simmc", "--data", folder.toString(), "--epochs", String.valueOf(epochs),
                "--patience", String.valueOf(patience))).isEqualTo(1);
        assertThat(err.toString()).contains("random start");
    }

    @ParameterizedTest
    @CsvSource({"sm-sge, --last-state", "sm-sge, --redraw", "mg-scr, --tiled-frames", "cage, --whole",
        "cage, --projected",
        "age, --centred"})
    void explainsWhatMakesAVariant(String system, String flag) {
        execute("train", system, "--help");

        assertThat(out.toString()).contains(flag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"simmc", "sm-sge", "mg-scr", "age", "cage"})
    void refusesSequencesWithoutFrames(String system) {
        assertThat(execute("train", system, "--data", folder.toString(), "--frames", "0")).isEqualTo(1);
        assertThat(err.toString()).contains("choose --frames 1 or more");
    }

    @Test
    void refusesACentreThatNothingIsMadeRelativeTo() {
        assertThat(execute("train", "cage", "--data", folder.toString(), "--centre", "3")).isEqualTo(1);
        assertThat(err.toString()).contains("add --centred");
    }

    /** The shipped MG-SCR has learned from the training walks of split 0, which split 1 asks for. */
    @Test
    void refusesVectorsOfAModelThatKnowsTheProbes() {
        String bundle = Path.of("models", "mg-scr").toString();

        assertThat(execute("train", "simmc", "--data", folder.toString(), "--features", bundle, "--split-seed", "1",
                "--no-bundle")).isEqualTo(1);
        assertThat(err.toString()).contains("training walks of split 0", "--split-seed");
    }

    @Test
    void explainsEveryFlag() {
        execute("train", "simmc", "--help");

        assertThat(out.toString()).contains("--mode", "--resume", "--split-seed", "--evaluate-every", "checkpoint.bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sm-sge", "mg-scr", "age", "cage"})
    void explainsTheOtherSystemsAlike(String system) {
        execute("train", system, "--help");

        assertThat(out.toString()).contains("--mode", "--resume", "--head-epochs", "--patience", "DIR/bundle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sm-sge", "mg-scr", "age", "cage"})
    void saysWhatIsMissingInTheDataOfTheOtherSystems(String system) {
        int exit = execute("train", system, "--data", folder.toString(), "--out", folder.resolve("run").toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("no KGBD in " + folder);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sm-sge", "mg-scr", "age", "cage"})
    void refusesRatesThatMakeNoSense(String system) {
        assertThat(execute("train", system, "--data", folder.toString(), "--rate", "-1")).isEqualTo(1);
        assertThat(err.toString()).contains("must be above 0");
    }

    /** Hours later the memory or a setting would end the run; the folder is not made either. */
    @ParameterizedTest
    @CsvSource({"cage, --whole, GAITKEEPER_JAVA_OPTS=-Xmx", "sm-sge, --split-seed=5, '[0, 1, 2, 3, 4]'",
        "simmc, --centre=20, --centre 0 to 19", "simmc, --masked-frames=6, --masked-frames 0 to 5",
        "simmc, --mode=faithful --batch=100000, --mode clean",
        "simmc, --features=d16 --no-bundle --joint-order=source, leave out --joint-order"})
    void refusesBeforeTrainingWhatWouldEndIt(String system, String flags, String advice) {
        Path run = folder.resolve("run");
        List<String> args = new ArrayList<>(List.of("train", system, "--data", TestData.kgbd().toString(), "--out",
                run.toString()));
        args.addAll(List.of(flags.split(" ", -1)));

        assertThat(execute(args.toArray(String[]::new))).isEqualTo(1);
        assertThat(err.toString()).contains(advice);
        assertThat(run).doesNotExist();
    }

    private int execute(String... args) {
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(args);
    }
}
