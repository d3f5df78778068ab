package gaitkeeper.deploy;

import gaitkeeper.api.AuditRoutes;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.wire.Topics;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "audit", mixinStandardHelpOptions = true, description = "Prints who looked up or changed what, one JSON object a line, oldest first.")
final class AuditCommand implements Callable<Integer> {
    @Option(names = "--kafka", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9092", description = "The cluster, or the embedded broker of a running process. Default: ${DEFAULT-VALUE}.")
    String kafka = "";

    @Option(names = "--from", paramLabel = "TIME", description = "Only entries that ended then or later, such as 2026-11-01T00:00:00Z.")
    @Nullable
    Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "Only entries that began before.")
    @Nullable
    Instant to;

    @Override
    public Integer call() throws Exception {
        long fromNs = from == null ? Long.MIN_VALUE : EpochNanos.of(from);
        long toNs = to == null ? Long.MAX_VALUE : EpochNanos.of(to);
        new TopicReader(new KafkaClients(kafka)).read(Topics.AUDIT.name(), Topics.AUDIT_ENTRY, (_, entry) -> {
            if (entry.endNs() >= fromNs && entry.startNs() < toNs) {
                System.out.println(AuditRoutes.json(entry));
            }
        });
        return 0;
    }
}
