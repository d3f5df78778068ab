package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

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

    @Test
    void makesNoOthersThanTheOneThatIsNamed() {
        for (String name : COMMANDS) {
            CommandLine program = Main.commandLine(name);

            assertThat(program.getSubcommands()).containsOnlyKeys(name);
            assertThat(program.getSubcommands().get(name).getUsageMessage()).contains("gaitkeeper " + name);
        }
    }
}
