package gaitkeeper.deploy;

import gaitkeeper.core.wire.Topic;
import gaitkeeper.core.wire.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Partitions and retention of every topic (design, section 3). */
final class TopicPlan {
    private static final long GIB = 1L << 30;
    /** The EU's AI Act asks for six months at least (Article 26(6)). */
    private static final Duration AUDIT_KEPT = Duration.ofDays(400);

    /** What was cut off leaves the disk soon; a minute otherwise. */
    private static final String DELETED_AFTER_MS = "1000";

    /** A page of a snapshot that tells of a very large merge. */
    static final int LARGEST_PAGE = 16 << 20;

    private TopicPlan() {}

    /**
     * Makes the topics that do not exist yet; existing ones are left as they are.
     *
     * @param partitions N, for the topics keyed by track
     */
    static void ensure(Admin admin, int partitions) {
        List<NewTopic> topics = List.of(topic(Topics.FRAMES, partitions, timed(Duration.ofHours(1), 8 * GIB)),
                topic(Topics.SEQUENCES, partitions, timed(Duration.ofHours(24), 8 * GIB)),
                topic(Topics.EMBEDDINGS, partitions, timed(Duration.ofHours(1), 4 * GIB)),
                topic(Topics.MATCHES, partitions, timed(Duration.ofDays(7), 4 * GIB)),
                topic(Topics.COMMANDS, 1, timed(Duration.ofDays(7), GIB)),
                topic(Topics.IDENTITIES, 1, kept(Map.of())),
                topic(Topics.SNAPSHOTS, 1, kept(Map.of("max.message.bytes", String.valueOf(LARGEST_PAGE)))),
                topic(Topics.AUDIT, 1, timed(AUDIT_KEPT, -1)),
                topic(Topics.REJECTED, partitions, timed(Duration.ofHours(24), GIB)));
        admin.createTopics(topics).values().forEach((name, created) -> {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IllegalStateException("cannot make topic " + name + ": " + e.getMessage(), e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while making topics", e);
            }
        });
    }

    /** Until somebody deletes it. */
    private static Map<String, String> kept(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(more);
        config.put("retention.ms", "-1");
        config.put("retention.bytes", "-1");
        config.put("segment.bytes", String.valueOf(64 << 20));
        config.put("file.delete.delay.ms", DELETED_AFTER_MS);
        return config;
    }

    private static NewTopic topic(Topic<?, ?> topic, int partitions, Map<String, String> config) {
        return new NewTopic(topic.name(), Optional.of(partitions), Optional.empty()).configs(config);
    }

    private static Map<String, String> timed(Duration kept, long maxBytes) {
        // Record times are event times, so recordings older than the retention would vanish at once; replay moves them to now.
        return Map.of("retention.ms", String.valueOf(kept.toMillis()), "retention.bytes", String.valueOf(maxBytes),
                "segment.bytes", String.valueOf(256 << 20), "file.delete.delay.ms", DELETED_AFTER_MS,
                "message.timestamp.after.max.ms", String.valueOf(Duration.ofMinutes(10).toMillis()));
    }
}
