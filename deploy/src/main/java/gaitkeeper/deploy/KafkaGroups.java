package gaitkeeper.deploy;

import gaitkeeper.api.RoleGroup;
import gaitkeeper.core.wire.Site;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Who works for which roles and how far behind, as the broker knows it: all processes, not only this one. */
final class KafkaGroups implements Supplier<List<RoleGroup>>, AutoCloseable {
    /** What one look costs the broker is shared by all who ask meanwhile. */
    private static final long GOOD_FOR_NS = TimeUnit.SECONDS.toNanos(2);

    private final Admin admin;
    private List<RoleGroup> last = List.of();
    private long lookedNs = Long.MIN_VALUE;

    KafkaGroups(KafkaClients kafka) {
        this.admin = kafka.admin();
    }

    @Override
    public synchronized List<RoleGroup> get() {
        long now = System.nanoTime();
        if (lookedNs == Long.MIN_VALUE || now - lookedNs > GOOD_FOR_NS) {
            last = look();
            lookedNs = now;
        }
        return last;
    }

    private List<RoleGroup> look() {
        try {
            List<String> names = admin.listGroups().all().get().stream().map(group -> group.groupId())
                    .filter(name -> name.startsWith(Site.clientPrefix())).sorted().toList();
            List<RoleGroup> groups = new ArrayList<>();
            for (var group : admin.describeConsumerGroups(names).all().get().values()) {
                groups.add(group(group));
            }
            return groups;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not tell who works", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker", e);
        }
    }

    private RoleGroup group(ConsumerGroupDescription group) throws ExecutionException, InterruptedException {
        List<String> roles = Arrays
                .asList(group.groupId().substring(Site.clientPrefix().length()).split("-"));
        return new RoleGroup(roles, group.groupState().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                group.members().size(), lag(group.groupId()));
    }

    private Map<String, Long> lag(String group) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata().get();
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(read.keySet().stream()
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()))).all().get();
        Map<String, Long> lag = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata at = read.get(partition);
            // What a topology keeps for itself is no input of a role.
            if (at != null && partition.topic().startsWith(Site.topicPrefix())) {
                lag.merge(partition.topic(), Math.max(0, end.offset() - at.offset()), Long::sum);
            }
        });
        return lag;
    }

    @Override
    public void close() {
        admin.close();
    }
}
