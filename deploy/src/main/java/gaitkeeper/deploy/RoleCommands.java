package gaitkeeper.deploy;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One role each, against a Kafka cluster. */
final class RoleCommands {
    private RoleCommands() {}

    /** Runs a process with these roles until it is stopped. */
    static int run(String mode, Set<Role> roles, NodeOptions options) throws Exception {
        var runner = new NodeRunner(System.out);
        try (runner) {
            var node = new Node(options.config(mode, roles), MadeUp.NOTHING);
            try {
                node.start();
                if (roles.contains(Role.INGEST)) {
                    node.open(options.doors);
                }
            } catch (RuntimeException | IOException e) {
                node.close();
                throw e;
            }
            runner.awaitReady(node);
            System.out.println("Gaitkeeper " + mode + " is ready: " + node.url() + "  (Kafka at " + node.bootstrap()
                    + ")  Ctrl-C stops it.");
            return runner.runUntilStopped(node);
        }
    }

    private static int runAlone(Role role, NodeOptions options) throws Exception {
        if (options.kafka == null) {
            throw new IllegalArgumentException(
                    "a single role needs --kafka host:port; ./gaitkeeper up runs all in one process");
        }
        return run(role.name().toLowerCase(Locale.ROOT), EnumSet.of(role), options);
    }

    @Command(name = "ingest", mixinStandardHelpOptions = true, description = "Takes frames from sensors by HTTP and WebSocket.")
    static final class Ingest implements Callable<Integer> {
        @Mixin
        NodeOptions options = new NodeOptions();

        @Override
        public Integer call() throws Exception {
            return runAlone(Role.INGEST, options);
        }
    }

    @Command(name = "windower", mixinStandardHelpOptions = true, description = "Cuts tracks into sequences.")
    static final class Windower implements Callable<Integer> {
        @Mixin
        NodeOptions options = new NodeOptions();

        @Override
        public Integer call() throws Exception {
            return runAlone(Role.WINDOWER, options);
        }
    }

    @Command(name = "encoder", mixinStandardHelpOptions = true, description = "Embeds sequences with a model bundle.")
    static final class Encoder implements Callable<Integer> {
        @Mixin
        NodeOptions options = new NodeOptions();

        @Override
        public Integer call() throws Exception {
            return runAlone(Role.ENCODER, options);
        }
    }

    @Command(name = "matcher", mixinStandardHelpOptions = true, description = "Compares embeddings with the gallery, writes the identity log, serves the page.")
    static final class Matcher implements Callable<Integer> {
        @Mixin
        NodeOptions options = new NodeOptions();

        @Override
        public Integer call() throws Exception {
            return runAlone(Role.MATCHER, options);
        }
    }
}
