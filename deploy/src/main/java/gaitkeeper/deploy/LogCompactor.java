package gaitkeeper.deploy;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.core.gallery.PageDigest;
import gaitkeeper.core.gallery.SnapshotReader;
import gaitkeeper.core.gallery.SnapshotWriter;
import gaitkeeper.core.wire.Site;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.deploy.Snapshots.Place;
import gaitkeeper.matcher.MatcherStage;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
import org.jspecify.annotations.Nullable;

/**
 * Writes snapshots of the gallery and removes what of the identity log they make superfluous. The vectors of a new snapshot are
 * copied from the one before and the log between, a page at a time, so that writing keeps no vectors in memory. It takes some seconds
 * of a processor and leaves garbage, some ten times what is written ({@code docs/search.md}).
 */
final class LogCompactor {
    static final TopicPartition LOG = new TopicPartition(Topics.IDENTITIES.name(), 0);
    private static final String WRITER = Site.clientPrefix() + "snapshots";
    /** A million people at leisure; the longest that brokers allow by default is 15 minutes. */
    private static final long LONGEST_MS = Duration.ofMinutes(14).toMillis();

    private final KafkaClients kafka;
    private final Snapshots snapshots;
    private final InstantSource clock;

    LogCompactor(KafkaClients kafka, InstantSource clock) {
        this.kafka = kafka;
        this.snapshots = new Snapshots(kafka);
        this.clock = clock;
    }

    /**
     * A snapshot that was written.
     *
     * @param before the whole one that it took vectors from
     */
    record Written(Place place, Optional<Place> before) {}

    /**
     * Writes a snapshot in one transaction, and reads again that it is what was written. Of two processes that do so at once, one
     * fails.
     *
     * @param ledger of some entry of the log
     * @throws IOException if the broker does not serve, or gives back something else than was written
     * @throws IllegalStateException if exemplars or entries are missing: nothing is written then
     */
    Written write(Ledger ledger) throws IOException {
        return write(ledger, Leisure.none());
    }

    /**
     * {@link #write(Ledger)} beside other work.
     *
     * @param leisure asked after every page and every entry
     */
    Written write(Ledger ledger, Leisure leisure) throws IOException {
        Optional<Place> before = snapshots.last(Long.MAX_VALUE);
        Optional<Place> place = write(ledger, before, leisure);
        while (place.isEmpty()) {
            before = snapshots.last(before.orElseThrow().head());
            place = write(ledger, before, leisure);
        }
        return new Written(place.get(), before);
    }

    /** The same with the vectors of one before, or of the log alone; nothing if that one is damaged. */
    private Optional<Place> write(Ledger ledger, Optional<Place> before, Leisure leisure) throws IOException {
        return put(leisure, pages -> {
            var writer = new SnapshotWriter(UUID.randomUUID(), ledger, EpochNanos.now(clock), pages);
            OptionalLong base = addFromSnapshot(before, ledger, writer);
            if (base.isEmpty()) {
                return OptionalLong.empty();
            }
            long after = addFromLog(base.getAsLong(), ledger, writer, leisure);
            writer.end();
            return OptionalLong.of(after);
        });
    }

    /** Writes the pages of a whole snapshot before an empty log. */
    void copy(List<byte[]> pages) throws IOException {
        if (!pages.isEmpty()) {
            put(Leisure.none(), to -> {
                pages.forEach(to);
                return OptionalLong.of(0);
            });
        }
    }

    /** Gives pages; returns the offset where the log goes on after them, or nothing if they are not to be kept. */
    @FunctionalInterface
    private interface Content {
        OptionalLong write(Consumer<byte[]> pages) throws IOException;
    }

    /** Writes pages and reads them again; returns where they are, unless they were not to be kept. */
    private Optional<Place> put(Leisure leisure, Content content) throws IOException {
        var digest = new PageDigest();
        Optional<Place> place = transaction(pages -> content.write(page -> {
            digest.add(page);
            pages.accept(page);
            leisure.rest();
        }));
        if (place.isPresent()) {
            snapshots.awaitCommitted(place.get().end());
            var again = new PageDigest();
            snapshots.pages(place.get(), page -> {
                again.add(page);
                leisure.rest();
            });
            if (!MessageDigest.isEqual(digest.value(), again.value())) {
                throw new IOException("the broker gives back something else than the snapshot that was written");
            }
        }
        return place;
    }

    private Optional<Place> transaction(Content content) throws IOException {
        Map<String, Object> settings = new HashMap<>(KafkaClients.ONE_BY_ONE);
        settings.put("transactional.id", WRITER);
        settings.put("transaction.timeout.ms", String.valueOf(LONGEST_MS));
        settings.put("max.request.size", String.valueOf(TopicPlan.LARGEST_PAGE));
        try (Producer<String, byte[]> producer = kafka.producer(Topics.SNAPSHOTS, settings)) {
            producer.initTransactions();
            producer.beginTransaction();
            try {
                var pages = new Pages(producer);
                OptionalLong after = content.write(pages);
                if (after.isEmpty()) {
                    producer.abortTransaction();
                    return Optional.empty();
                }
                Place place = pages.end(after.getAsLong());
                producer.commitTransaction();
                return Optional.of(place);
            } catch (IOException | RuntimeException e) {
                producer.abortTransaction();
                throw e;
            }
        }
    }

    /** Copies the exemplars of a snapshot; returns the number of its last entry, 0 if there is none, nothing if it is damaged. */
    private OptionalLong addFromSnapshot(Optional<Place> from, Ledger ledger, SnapshotWriter writer)
            throws IOException {
        if (from.isEmpty()) {
            return OptionalLong.of(0);
        }
        BiConsumer<List<Exemplar>, Optional<IdentityId>> copy = (alike, owner) -> alike.forEach(writer::add);
        var reader = SnapshotReader.exemplarsOnly(copy);
        if (!snapshots.read(from.get(), reader)) {
            return OptionalLong.empty();
        }
        long last = reader.head().last();
        if (last > ledger.last()) {
            throw new IllegalStateException("there is a snapshot of entry " + last + " already, which is newer");
        }
        return OptionalLong.of(last);
    }

    /** Adds the exemplars of the log between an entry and the ledger's last; returns the offset after that. */
    private long addFromLog(long base, Ledger ledger, SnapshotWriter writer, Leisure leisure)
            throws IOException {
        try (var consumer = kafka.reader()) {
            PartitionRange log = PartitionRange.whole(consumer, LOG);
            var entries = new Entries(base, ledger.last(), log.from(), writer, leisure);
            log.read(consumer, Snapshots.PATIENCE, entries);
            return entries.after;
        }
    }

    /** Reads the log as far as it is wanted. */
    private static final class Entries implements PartitionRange.Visitor<byte[], RuntimeException> {
        private final long base;
        private final long last;
        private final SnapshotWriter writer;
        private final Leisure leisure;
        private long number;
        private long after;

        Entries(long base, long last, long begin, SnapshotWriter writer, Leisure leisure) {
            this.base = base;
            this.last = last;
            this.after = begin;
            this.writer = writer;
            this.leisure = leisure;
        }

        @Override
        public boolean visit(ConsumerRecord<byte[], byte[]> record) {
            leisure.rest();
            Optional<LogEntry> readable = entry(record.value());
            if (readable.isEmpty()) {
                return true;
            }
            LogEntry entry = readable.get();
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

    /** An entry of the log; of what is none, the stages that follow it have told already. */
    private static Optional<LogEntry> entry(byte @Nullable [] value) {
        try {
            return Optional.ofNullable(value).map(Topics.LOG_ENTRY::decode);
        } catch (MalformedException _) {
            return Optional.empty();
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

        /** Sends the last page; returns where they are. */
        Place end(long logOffset) throws IOException {
            producer.flush();
            try {
                long first = head.orElseThrow().get().offset();
                long last = producer.send(new ProducerRecord<>(Topics.SNAPSHOTS.name(), null, MatcherStage.GALLERY,
                        waiting.orElseThrow(),
                        List.of(new RecordHeader(Snapshots.HEAD, Snapshots.bytes(first)),
                                new RecordHeader(Snapshots.LOG, Snapshots.bytes(logOffset)))))
                        .get().offset();
                return new Place(first, last, logOffset);
            } catch (ExecutionException e) {
                throw new IOException("the broker does not take a snapshot: " + e.getMessage(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while writing a snapshot", e);
            }
        }
    }
}
