package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.trainer.work.Workers;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {
    private static final String[] COMMANDS = {"demo", "up", "ingest", "windower", "encoder", "matcher", "replay",
        "data",
        "train", "evaluate", "models", "gallery", "keys", "audit", "doctor", "help"};

    @Test
    void knowsAllCommandsWhereNoneIsNamedFirst() {
        assertThat(Main.commandLine().getSubcommands()).containsOnlyKeys(COMMANDS);
        assertThat(Main.commandLine("--site", "east", "demo").getSubcommands()).containsOnlyKeys(COMMANDS);
        assertThat(Main.commandLine("dema").getSubcommands()).containsOnlyKeys(COMMANDS);
        assertThat(Main.commandLine().getUsageMessage()).contains("Commands:", "doctor ");
    }

    /** Something that needs more than there is, on another thread. */
    @Command(name = "hungry")
    static final class Hungry implements Runnable {
        @Override
        public void run() {
            Workers.forEach(2, i -> {
                if (i == 1) {
                    throw new OutOfMemoryError("made up");
                }
            });
        }
    }

    @Test
    void saysHowToGetMoreMemory() {
        var err = new StringWriter();
        CommandLine program = Main.commandLine().addSubcommand(new Hungry()).setErr(new PrintWriter(err, true));

        assertThat(program.execute("hungry")).isEqualTo(1);
        assertThat(err.toString()).contains("not enough memory (made up", "GAITKEEPER_JAVA_OPTS=-Xmx4g");
    }

    @Test
    void makesNoOthersThanTheOneThatIsNamed() {
        for (String name : COMMANDS) {
            CommandLine program = Main.commandLine(name);

            assertThat(program.getSubcommands()).containsOnlyKeys(name);
            assertThat(program.getSubcommands().get(name).getUsageMessage()).contains("gaitkeeper " + name);
        }
    }
}
