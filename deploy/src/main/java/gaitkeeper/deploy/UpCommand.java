package gaitkeeper.deploy;

import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "up", mixinStandardHelpOptions = true, description = "Runs all stages in one process, with an embedded Kafka broker unless --kafka names a cluster.")
final class UpCommand implements Callable<Integer> {
    @Mixin
    NodeOptions options = new NodeOptions();

    @Override
    public Integer call() throws Exception {
        return RoleCommands.run("up", EnumSet.allOf(Role.class), options);
    }
}
