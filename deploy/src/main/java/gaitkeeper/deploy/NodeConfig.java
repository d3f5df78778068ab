package gaitkeeper.deploy;

import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.matcher.MatcherConfig;
import gaitkeeper.matcher.Retention;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a process needs to know. Made by the command line from flags, then {@code GAITKEEPER_*}, then a file, then
 * defaults.
 *
 * @param mode what the page calls this process: {@code demo}, {@code up} or a role
 * @param roles what it does
 * @param data folder of the embedded broker and of Kafka Streams; kept across restarts
 * @param kafka an existing cluster's {@code host:port[,..]}, or empty for the embedded broker
 * @param kafkaPort wanted port of the embedded broker
 * @param partitions of the topics keyed by track, when they are made
 * @param httpHost where the HTTP server listens
 * @param httpPort wanted port; a free one is chosen if it is taken
 * @param security who may reach it
 * @param bundle of the model
 * @param matcher how tracks are decided
 * @param retention how long people are kept
 * @param threads of the Kafka Streams topology
 * @param commitMs longest time from an answer to its commit, milliseconds; fresh answers are committed sooner
 */
public record NodeConfig(String mode, Set<Role> roles, Path data, Optional<String> kafka, int kafkaPort, int partitions,
        String httpHost, int httpPort, Security security, ModelBundle bundle, MatcherConfig matcher,
        Retention retention,
        int threads,
        int commitMs) {
    /** Checks the bounds; messages name the flag. */
    public NodeConfig {
        roles = Set.copyOf(roles);
        require(partitions >= 1 && partitions <= 1_000, "--partitions must be 1 to 1000, was " + partitions);
        require(threads >= 1 && threads <= 64, "--threads must be 1 to 64, was " + threads);
        require(commitMs >= 1 && commitMs <= 10_000, "--commit-ms must be 1 to 10000, was " + commitMs);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
