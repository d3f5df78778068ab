package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LeftBehindTest {
    private static final String APPLICATION = "app";
    private static final TopicPartition PARTITION = new TopicPartition("things", 0);
    /** Offset and length of a batch; the length is of what follows it. */
    private static final int BATCH_HEAD = Long.BYTES + Integer.BYTES;

    @TempDir
    Path folder;

    /** The broker that will be killed. */
    private EmbeddedBroker first() throws Exception {
        EmbeddedBroker broker = EmbeddedBroker.start(folder, 0);
        assertThat(broker.wasKilled()).isFalse();
        try (Admin admin = admin(broker)) {
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), Optional.of(1), Optional.empty()))).all().get();
        }
        return broker;
    }

    private static Admin admin(EmbeddedBroker broker) {
        return Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrap()));
    }

    /** Sends an "a" in a transaction, and then does something more with its producer. */
    private static void transaction(EmbeddedBroker broker, Consumer<KafkaProducer<String, String>> end) {
        var producer = new KafkaProducer<>(Map.of("bootstrap.servers", broker.bootstrap(), "transactional.id",
                APPLICATION + "-1"), new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        var unused = producer.send(new ProducerRecord<>(PARTITION.topic(), "a"));
        producer.flush();
        end.accept(producer);
        // Not in order: it would end its transaction.
        producer.close(Duration.ZERO);
    }

    /** As if the broker's process had been killed instead of having ended. */
    private void killed() throws IOException {
        Files.delete(folder.resolve("kafka/.kafka_cleanshutdown"));
    }

    /** Cuts off the partition's last batch: the mark that ends its last transaction. */
    private void withoutLastMark() throws IOException {
        Path partition = folder.resolve("kafka").resolve(PARTITION.toString());
        try (var log = new RandomAccessFile(partition.resolve("00000000000000000000.log").toFile(), "rw")) {
            long last = 0;
            for (long at = 0; at < log.length();) {
                last = at;
                log.seek(at + Long.BYTES);
                at += BATCH_HEAD + log.readInt();
            }
            log.setLength(last);
        }
        try (Stream<Path> files = Files.list(partition)) {
            for (Path snapshot : files.filter(file -> file.toString().endsWith(".snapshot")).toList()) {
                Files.delete(snapshot);
            }
        }
    }

    private static long readable(EmbeddedBroker broker) {
        try (var consumer = consumer(broker, "reader")) {
            return consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, -1L);
        }
    }

    /** The producer is told before the partition is marked. */
    private static void awaitMark(EmbeddedBroker broker) {
        while (readable(broker) < 2) {
            Thread.onSpinWait();
        }
    }

    private static List<String> values(EmbeddedBroker broker) {
        try (var consumer = consumer(broker, "reader")) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            List<String> values = new ArrayList<>();
            while (consumer.position(PARTITION) < readable(broker)) {
                consumer.poll(Duration.ofMillis(100)).forEach(one -> values.add(one.value()));
            }
            return values;
        }
    }

    private static KafkaConsumer<String, String> consumer(EmbeddedBroker broker, String group) {
        return new KafkaConsumer<>(Map.of("bootstrap.servers", broker.bootstrap(), "group.id", group,
                "isolation.level", "read_committed", "auto.offset.reset", "earliest", "session.timeout.ms", "60000"),
                new StringDeserializer(), new StringDeserializer());
    }

    /** What counts of a transaction whose mark got lost, after what was left behind is cleared away. */
    private List<String> valuesWithoutMark(Consumer<KafkaProducer<String, String>> end) throws Exception {
        try (EmbeddedBroker broker = first()) {
            transaction(broker, end);
            awaitMark(broker);
        }
        killed();
        withoutLastMark();

        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0); Admin admin = admin(broker)) {
            assertThat(broker.wasKilled()).isTrue();
            assertThat(readable(broker)).as("nobody would ever read on").isZero();

            LeftBehind.clear(admin, broker, APPLICATION);

            assertThat(readable(broker)).isEqualTo(2);
            return values(broker);
        }
    }

    @Test
    void aCommitThatWasNotMarkedEverywhereCounts() throws Exception {
        assertThat(valuesWithoutMark(KafkaProducer::commitTransaction)).containsExactly("a");
    }

    @Test
    void anAbortThatWasNotMarkedEverywhereDoesNotCount() throws Exception {
        assertThat(valuesWithoutMark(KafkaProducer::abortTransaction)).isEmpty();
    }

    @Test
    void whatWasUnderWayIsNotWaitedFor() throws Exception {
        KafkaConsumer<String, String> member;
        try (EmbeddedBroker broker = first()) {
            transaction(broker, KafkaProducer::flush);
            member = consumer(broker, APPLICATION);
            member.subscribe(List.of(PARTITION.topic()));
            while (member.assignment().isEmpty()) {
                member.poll(Duration.ofMillis(100));
            }
        }
        killed();

        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0); Admin admin = admin(broker)) {
            LeftBehind.clear(admin, broker, APPLICATION);

            assertThat(readable(broker)).isEqualTo(2);
            assertThat(values(broker)).isEmpty();
            assertThat(admin.describeConsumerGroups(List.of(APPLICATION)).all().get().get(APPLICATION).members())
                    .isEmpty();
        } finally {
            member.close(CloseOptions.timeout(Duration.ZERO));
        }
    }
}
