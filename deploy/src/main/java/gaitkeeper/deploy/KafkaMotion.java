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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Windows as {@code gk.sequences} keeps them. Asked for rarely, so each reading has a consumer of its own. */
final class KafkaMotion implements MotionArchive {
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
        List<Sequence> windows = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = kafka.reader()) {
            for (PartitionRange range : since(consumer, EpochNanos.toMillis(fromNs) - SLACK_MS)) {
                range.read(consumer, PATIENCE, record -> {
                    if (Arrays.equals(record.key(), key)) {
                        add(record.value(), fromNs, toNs, windows);
                    }
                    return record.timestamp() <= EpochNanos.toMillis(toNs) + SLACK_MS;
                });
            }
        }
        windows.sort(Comparator.comparingLong(Sequence::firstTimeNs));
        return windows;
    }

    /** What every partition holds from a time on. */
    private static List<PartitionRange> since(Consumer<byte[], byte[]> consumer, long ms) {
        Map<TopicPartition, Long> wanted = KafkaClients.partitions(consumer, List.of(Topics.SEQUENCES.name())).stream()
                .collect(Collectors.toMap(Function.identity(), _ -> ms));
        return consumer.offsetsForTimes(wanted).entrySet().stream().filter(found -> found.getValue() != null)
                .map(found -> PartitionRange.from(consumer, found.getKey(), found.getValue().offset())).toList();
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
