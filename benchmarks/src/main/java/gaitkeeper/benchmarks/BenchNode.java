package gaitkeeper.benchmarks;

import gaitkeeper.deploy.MadeUp;
import gaitkeeper.deploy.Node;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.deploy.NodeConfig;
import gaitkeeper.deploy.Role;
import gaitkeeper.deploy.Security;
import gaitkeeper.matcher.MatcherConfig;
import gaitkeeper.matcher.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/**
 * A process as benchmarks start it, on loopback and without credentials.
 *
 * @param data its folder
 * @param kafka a cluster's address, or empty for a broker of its own
 * @param model folder of the bundle
 * @param matcher how tracks are decided
 * @param partitions of the topics that are keyed by track
 * @param threads of the stages
 * @param commitMs longest time from an answer to its commit
 */
record BenchNode(Path data, Optional<String> kafka, Path model, MatcherConfig matcher, int partitions, int threads,
        int commitMs) {
    /** With the program's own partitions, threads and commits. */
    BenchNode(Path data, Optional<String> kafka, Path model, MatcherConfig matcher) {
        this(data, kafka, model, matcher, 2, 3, 100);
    }

    Node start(Set<Role> roles) {
        return new Node(new NodeConfig("bench", roles, data, kafka, 0, partitions, "127.0.0.1", 0,
                Security.ofFolder(data), ModelBundle.open(model), matcher, Retention.FOR_EVER, threads, commitMs),
                MadeUp.NOTHING)
                .start();
    }

    /** Deletes what a run left in a folder, if it is there. */
    static void empty(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (var all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
