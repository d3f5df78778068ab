package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
    @TempDir
    Path folder;

    private final StringWriter errors = new StringWriter();

    private int run(String... args) {
        CommandLine program = Main.commandLine();
        program.setErr(new PrintWriter(errors, true));
        return program.execute(args);
    }

    @Test
    void saysWhatTheDataFolderMustHold() {
        int exit = run("evaluate", "--data", folder.toString(), "--out", folder.resolve("report").toString());

        assertThat(exit).isOne();
        assertThat(errors.toString()).contains("no KGBD in " + folder, ".npz");
        assertThat(folder.resolve("report")).doesNotExist();
    }

    @Test
    void namesTheProtocolsItKnows() {
        int exit = run("evaluate", "--data", folder.toString(), "--protocol", "retrieval,guessing");

        assertThat(exit).isEqualTo(2);
        assertThat(errors.toString()).contains("guessing", "unseen");
    }

    @Test
    void namesTheBundlesItKnows() {
        int exit = run("evaluate", "--data", folder.toString(), "--model", "nobody");

        assertThat(exit).isOne();
        assertThat(errors.toString()).contains("--model nobody");
    }
}
