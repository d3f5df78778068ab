package gaitkeeper.deploy;

import gaitkeeper.api.MotionArchive;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Windows as {@code gk.sequences} keeps them. Asked for rarely, so each reading has a consumer of its own. */
final class KafkaMotion implements MotionArchive {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Sensors of one partition need not agree on the time. */
    private static final long SLACK_MS = 2_000;

    private final KafkaClients kafka;

    KafkaMotion(KafkaClients kafka) {
        this.kafka = kafka;
    }

    @Override
    public List<Sequence> read(TrackId track, long fromNs, long toNs) {
        byte[] key = Topics.TRACK.encode(track);
        long lastMs = EpochNanos.toMillis(toNs) + SLACK_MS;
        List<Sequence> windows = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = kafka.reader()) {
            Collection<TopicPartition> open = KafkaClients.partitions(consumer, List.of(Topics.SEQUENCES.name()));
            Map<TopicPartition, Long> ends = consumer.endOffsets(open);
            consumer.assign(open);
            seek(consumer, ends, EpochNanos.toMillis(fromNs) - SLACK_MS);
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (!done(consumer, ends)) {
                if (System.nanoTime() > until) {
                    throw new TimeoutException("the broker gives too little in time");
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.timestamp() > lastMs) {
                        ends.put(new TopicPartition(record.topic(), record.partition()), 0L);
                    } else if (Arrays.equals(record.key(), key)) {
                        add(record.value(), fromNs, toNs, windows);
                    }
                }
            }
        }
        windows.sort(Comparator.comparingLong(Sequence::firstTimeNs));
        return windows;
    }

    private static void seek(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, long fromMs) {
        Map<TopicPartition, Long> wanted = ends.keySet().stream()
                .collect(Collectors.toMap(partition -> partition, _ -> fromMs));
        new HashMap<>(consumer.offsetsForTimes(wanted)).forEach((partition, found) -> consumer.seek(partition,
                found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
    }

    private static boolean done(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static void add(byte[] value, long fromNs, long toNs, List<Sequence> windows) {
        try {
            Sequence window = Sequence.of(value);
            if (window.lastTimeNs() >= fromNs && window.lastTimeNs() <= toNs) {
                windows.add(window);
            }
        } catch (MalformedException _) {
            // Somebody else wrote to the topic; it is no window of ours.
        }
    }
}
