package gaitkeeper.deploy;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.gallery.SnapshotReader;
import gaitkeeper.core.wire.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the snapshots on {@code gk.snapshots}, the newest that is whole. Each was written in one transaction; its last page bears
 * two headers, i64: {@value #HEAD}, the offset of its first page, and {@value #LOG}, where the identity log goes on after it.
 */
final class Snapshots {
    static final TopicPartition PARTITION = new TopicPartition(Topics.SNAPSHOTS.name(), 0);
    static final String HEAD = "head";
    static final String LOG = "log";

    private static final Logger LOGGER = LoggerFactory.getLogger(Snapshots.class);
    static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Records at the end of the topic among which the last page mostly is: it, a commit's mark. */
    private static final int END = 16;
    /** How many times as many are looked at if it is not: those of an aborted attempt come after it. */
    private static final int FARTHER = 4;
    private static final long LOOK_AGAIN_NS = 5_000_000;

    private final KafkaClients kafka;

    Snapshots(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /**
     * A snapshot that was read whole.
     *
     * @param place of it on its topic
     * @param content what it says
     */
    record Found<T extends BiConsumer<List<Exemplar>, Optional<IdentityId>>>(Place place, SnapshotReader<T> content) {}

    /**
     * Where a snapshot is.
     *
     * @param head offset of its first page
     * @param end offset of its last page
     * @param log offset of the first entry of the identity log that it does not have
     */
    record Place(long head, long end, long log) {
        PartitionRange range() {
            return new PartitionRange(PARTITION, head, end + 1);
        }
    }

    /** Takes exemplars and forgets them, for those who want to know who is who only. */
    static BiConsumer<List<Exemplar>, Optional<IdentityId>> namesOnly() {
        return (exemplars, owner) -> {};
    }

    /**
     * The newest snapshot that is whole.
     *
     * @param takers makes who takes the exemplars, anew for each snapshot that is tried
     * @throws IOException if the broker gives nothing
     */
    <T extends BiConsumer<List<Exemplar>, Optional<IdentityId>>> Optional<Found<T>> newest(Supplier<T> takers)
            throws IOException {
        try (Consumer<byte[], ByteBuffer> consumer = pageReader()) {
            Optional<Place> place = last(consumer, Long.MAX_VALUE);
            while (place.isPresent()) {
                var reader = new SnapshotReader<>(takers.get());
                if (read(consumer, place.get(), reader)) {
                    return Optional.of(new Found<>(place.get(), reader));
                }
                place = last(consumer, place.get().head());
            }
            return Optional.empty();
        }
    }

    /**
     * Waits until readers of committed records see one: the broker says first that a transaction is committed, then marks it so.
     *
     * @throws IOException if that takes too long
     */
    void awaitCommitted(long offset) throws IOException {
        try (Consumer<byte[], byte[]> consumer = kafka.reader()) {
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L) <= offset) {
                if (System.nanoTime() > until) {
                    throw new IOException("the broker does not show what it committed for " + PATIENCE.toSeconds()
                            + " s; is it well?");
                }
                LockSupport.parkNanos(LOOK_AGAIN_NS);
            }
        }
    }

    /** The last one that ends before an offset, whole or not. */
    Optional<Place> last(long before) throws IOException {
        try (Consumer<byte[], byte[]> consumer = kafka.reader()) {
            return last(consumer, before);
        }
    }

    /** Reads one; false if it is not whole. */
    boolean read(Place place, SnapshotReader<?> reader) throws IOException {
        try (Consumer<byte[], ByteBuffer> consumer = pageReader()) {
            return read(consumer, place, reader);
        }
    }

    /** Hands over the pages of a snapshot, one after the other. */
    void pages(Place place, java.util.function.Consumer<byte[]> to) throws IOException {
        try (Consumer<byte[], byte[]> consumer = kafka.reader()) {
            place.range().read(consumer, PATIENCE, record -> {
                to.accept(record.value());
                return true;
            });
        }
    }

    /** Leaves the pages where the broker's answer has them: they are most of what a restart reads. */
    private Consumer<byte[], ByteBuffer> pageReader() {
        return kafka.reader(new ByteBufferDeserializer());
    }

    private static Optional<Place> last(Consumer<byte[], ?> consumer, long before) throws IOException {
        long begin = consumer.beginningOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
        long end = Math.min(before, consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L));
        Optional<Place> found = Optional.empty();
        for (long size = END, from = end; found.isEmpty() && from > begin; size *= FARTHER) {
            from = Math.max(begin, end - size);
            found = last(consumer, new PartitionRange(PARTITION, from, end));
        }
        return found.filter(place -> place.head() >= begin);
    }

    private static Optional<Place> last(Consumer<byte[], ?> consumer, PartitionRange range) {
        var found = new Place[1];
        range.read(consumer, PATIENCE, record -> {
            Header head = record.headers().lastHeader(HEAD);
            Header log = record.headers().lastHeader(LOG);
            if (head != null && log != null) {
                found[0] = new Place(number(head), record.offset(), number(log));
            }
            return true;
        });
        return Optional.ofNullable(found[0]);
    }

    private static long number(Header header) {
        return ByteBuffer.wrap(header.value()).getLong();
    }

    static byte[] bytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static boolean read(Consumer<byte[], ByteBuffer> consumer, Place place, SnapshotReader<?> reader)
            throws IOException {
        try {
            place.range().read(consumer, PATIENCE, record -> {
                reader.read(record.value());
                return true;
            });
            reader.head();
            return true;
        } catch (MalformedException e) {
            LOGGER.atWarn().addKeyValue("offset", place.head()).addKeyValue("cause", e.getMessage())
                    .log("a snapshot is damaged; the one before it, or the whole log, is read instead");
            return false;
        }
    }
}
