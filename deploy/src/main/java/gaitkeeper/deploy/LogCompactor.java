package gaitkeeper.deploy;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.core.gallery.SnapshotWriter;
import gaitkeeper.core.wire.Site;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.deploy.Snapshots.Found;
import gaitkeeper.deploy.Snapshots.Place;
import gaitkeeper.matcher.MatcherStage;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Writes snapshots of the gallery and removes what of the identity log they make superfluous. The vectors of a new snapshot are
 * copied from the one before and the log between, a page at a time, so that writing keeps no vectors in memory. It takes a processor
 * for some seconds, and leaves garbage: decisions are slower meanwhile ({@code docs/search.md}).
 */
final class LogCompactor {
    static final TopicPartition LOG = new TopicPartition(Topics.IDENTITIES.name(), 0);
    private static final String WRITER = Site.clientPrefix() + "snapshots";

    private final KafkaClients kafka;
    private final Snapshots snapshots;
    private final InstantSource clock;

    LogCompactor(KafkaClients kafka, InstantSource clock) {
        this.kafka = kafka;
        this.snapshots = new Snapshots(kafka);
        this.clock = clock;
    }

    /**
     * Writes a snapshot in one transaction, and reads it again. Of two processes that do so at once, one fails.
     *
     * @param ledger of some entry of the log
     * @throws IOException if the broker does not serve, or what was written cannot be read again
     * @throws IllegalStateException if exemplars or entries are missing: nothing is written then
     */
    Found<?> write(Ledger ledger) throws IOException {
        var id = UUID.randomUUID();
        long end = transaction(pages -> {
            var writer = new SnapshotWriter(id, ledger, EpochNanos.now(clock), pages);
            long base = addFromSnapshot(ledger, writer);
            long after = addFromLog(base, ledger, writer);
            writer.end();
            return after;
        });
        snapshots.awaitCommitted(end);
        Found<?> written = snapshots.newest(Snapshots::namesOnly)
                .filter(found -> found.content().head().id().equals(id))
                .orElseThrow(() -> new IOException("the snapshot of entry " + ledger.last()
                        + " was written and cannot be read again; the log stays as it is"));
        if (!written.content().ledger().hash().equals(ledger.hash())) {
            throw new IOException("the snapshot of entry " + ledger.last() + " says something else than the log does");
        }
        return written;
    }

    /** Writes the pages of a whole snapshot before an empty log. */
    void copy(List<byte[]> pages) throws IOException {
        if (!pages.isEmpty()) {
            snapshots.awaitCommitted(transaction(to -> {
                pages.forEach(to);
                return 0;
            }));
        }
    }

    /** The snapshot before one. */
    Optional<Place> before(Place place) throws IOException {
        return snapshots.newest(Snapshots::namesOnly, place.head()).map(Found::place);
    }

    /** Gives pages; returns the offset where the log goes on after them. */
    @FunctionalInterface
    private interface Content {
        long write(Consumer<byte[]> pages) throws IOException;
    }

    /** Writes pages; returns the offset of the last one. */
    private long transaction(Content content) throws IOException {
        Map<String, Object> settings = new HashMap<>(KafkaClients.ONE_BY_ONE);
        settings.put("transactional.id", WRITER);
        settings.put("max.request.size", String.valueOf(TopicPlan.LARGEST_PAGE));
        try (Producer<String, byte[]> producer = kafka.producer(Topics.SNAPSHOTS, settings)) {
            producer.initTransactions();
            producer.beginTransaction();
            try {
                var pages = new Pages(producer);
                long after = content.write(pages);
                long end = pages.end(after);
                producer.commitTransaction();
                return end;
            } catch (IOException | RuntimeException e) {
                producer.abortTransaction();
                throw e;
            }
        }
    }

    /** Copies the exemplars of the newest snapshot; returns the number of its last entry, 0 if there is none. */
    private long addFromSnapshot(Ledger ledger, SnapshotWriter writer) throws IOException {
        Optional<Found<BiConsumer<List<Exemplar>, Optional<IdentityId>>>> newest = snapshots
                .newest(Snapshots::namesOnly);
        if (newest.isEmpty()) {
            return 0;
        }
        long last = newest.get().content().head().last();
        if (last > ledger.last()) {
            throw new IllegalStateException("there is a snapshot of entry " + last + " already, which is newer");
        }
        // It was read whole just now, so that this reads the same one.
        snapshots.newest(() -> (exemplars, owner) -> exemplars.forEach(writer::add), newest.get().place().end() + 1);
        return last;
    }

    /** Adds the exemplars of the log between an entry and the ledger's last; returns the offset after that. */
    private long addFromLog(long base, Ledger ledger, SnapshotWriter writer) throws IOException {
        try (var consumer = kafka.reader()) {
            PartitionRange log = PartitionRange.whole(consumer, LOG);
            var entries = new Entries(base, ledger.last(), log.from(), writer);
            log.read(consumer, Snapshots.PATIENCE, entries);
            return entries.after;
        }
    }

    /** Reads the log as far as it is wanted. */
    private static final class Entries implements PartitionRange.Visitor<RuntimeException> {
        private final long base;
        private final long last;
        private final SnapshotWriter writer;
        private long number;
        private long after;

        Entries(long base, long last, long begin, SnapshotWriter writer) {
            this.base = base;
            this.last = last;
            this.after = begin;
            this.writer = writer;
        }

        @Override
        public boolean visit(ConsumerRecord<byte[], byte[]> record) {
            if (record.value() == null) {
                return true;
            }
            LogEntry entry = Topics.LOG_ENTRY.decode(record.value());
            if (number == 0 && entry.number() > base + 1) {
                throw new IllegalStateException("the log begins with entry " + entry.number()
                        + ", and no snapshot has all before it: nothing is written, nothing is removed");
            }
            // Entries older than numbers count on.
            number = entry.number() == 0 ? number + 1 : entry.number();
            if (number > last) {
                return false;
            }
            if (number > base && entry.event() instanceof ExemplarAdded added) {
                writer.add(added.exemplar());
            }
            after = record.offset() + 1;
            return true;
        }
    }

    /** Sends pages. One is held back, because the last one gets headers. */
    private static final class Pages implements Consumer<byte[]> {
        private final Producer<String, byte[]> producer;
        private Optional<Future<RecordMetadata>> head = Optional.empty();
        private Optional<byte[]> waiting = Optional.empty();

        Pages(Producer<String, byte[]> producer) {
            this.producer = producer;
        }

        @Override
        public void accept(byte[] page) {
            waiting.ifPresent(before -> {
                Future<RecordMetadata> sent = producer
                        .send(new ProducerRecord<>(Topics.SNAPSHOTS.name(), MatcherStage.GALLERY, before));
                head = head.isPresent() ? head : Optional.of(sent);
            });
            waiting = Optional.of(page);
        }

        /** Sends the last page; returns its offset. */
        long end(long logOffset) throws IOException {
            producer.flush();
            try {
                long first = head.orElseThrow().get().offset();
                return producer.send(new ProducerRecord<>(Topics.SNAPSHOTS.name(), null, MatcherStage.GALLERY,
                        waiting.orElseThrow(),
                        List.of(new RecordHeader(Snapshots.HEAD, Snapshots.bytes(first)),
                                new RecordHeader(Snapshots.LOG, Snapshots.bytes(logOffset)))))
                        .get().offset();
            } catch (ExecutionException e) {
                throw new IOException("the broker does not take a snapshot: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while writing a snapshot", e);
            }
        }
    }
}
