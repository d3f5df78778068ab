package gaitkeeper.deploy;

import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.deploy.Snapshots.Place;
import gaitkeeper.matcher.LoggedGallery;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a snapshot of the gallery now and then, where its one writer is, and removes the log before the snapshot before that; two
 * are kept, in case one cannot be read. When somebody was erased it does so at once, and keeps nothing but the new one.
 */
final class SnapshotKeeper implements AutoCloseable {
    /** Entries after which a gallery is written; a larger one after as many as it has people. */
    static final long EVERY = 10_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(SnapshotKeeper.class);
    private static final long LOOK_EVERY_MS = 500;
    private static final long AFTER_FAILURE_MS = 30_000;

    private final KafkaClients kafka;
    private final LogCompactor compactor;
    private final LoggedGallery gallery;
    private final BooleanSupplier writesHere;
    private final String group;
    private final ScheduledExecutorService thread = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("snapshots").daemon().factory());
    private long written;

    /**
     * Prepares.
     *
     * @param restored number of the latest entry in the snapshot that the gallery began with, or 0
     * @param writesHere whether this process has the gallery's one writer
     * @param group that the writer reads commands in
     */
    SnapshotKeeper(KafkaClients kafka, LogCompactor compactor, LoggedGallery gallery, long restored,
            BooleanSupplier writesHere, String group) {
        this.kafka = kafka;
        this.compactor = compactor;
        this.gallery = gallery;
        this.written = restored;
        this.writesHere = writesHere;
        this.group = group;
    }

    SnapshotKeeper start() {
        next(LOOK_EVERY_MS);
        return this;
    }

    private void next(long delayMs) {
        var unused = thread.schedule(this::look, delayMs, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (writesHere.getAsBoolean()) {
                keep();
            }
            next(LOOK_EVERY_MS);
        } catch (IOException | KafkaException | IllegalStateException e) {
            LOGGER.atWarn().addKeyValue("cause", why(e))
                    .log("no snapshot was written; nothing is lost, it is tried again");
            next(AFTER_FAILURE_MS);
        }
    }

    /** Kafka's producers tell first that they are in an error state, and why behind it. */
    private static String why(Exception failure) {
        Throwable why = failure;
        while (why.getCause() != null) {
            why = why.getCause();
        }
        return failure.getMessage() + (why == failure ? "" : ": " + why.getMessage());
    }

    private void keep() throws IOException {
        boolean erased = gallery.erased() > written;
        Ledger ledger = gallery.ledger();
        if (erased || ledger.last() - written >= Math.max(EVERY, ledger.size())) {
            keep(ledger, erased);
        }
    }

    private void keep(Ledger ledger, boolean erased) throws IOException {
        try (var cutter = new TopicCutter(kafka)) {
            if (erased) {
                forget(ledger, cutter);
            } else {
                Optional<Place> before = compactor.write(ledger, Leisure.begin()).before();
                if (before.isPresent()) {
                    cutter.cut(Map.of(LogCompactor.LOG, before.get().log(), Snapshots.PARTITION, before.get().head()));
                }
            }
        }
        written = ledger.last();
        LOGGER.atInfo().addKeyValue("entry", written).addKeyValue("erased", erased).log("the gallery was written down");
    }

    private void forget(Ledger ledger, TopicCutter cutter) throws IOException {
        // The new snapshot may not share a file with the old ones.
        cutter.beginFiles(Topics.SNAPSHOTS, List.of(Snapshots.PARTITION));
        Place place = compactor.write(ledger).place();
        cutter.cutForGood(Topics.IDENTITIES, Map.of(LogCompactor.LOG, place.log()));
        cutter.cutForGood(Topics.COMMANDS, cutter.read(group, Topics.COMMANDS));
        cutter.cut(Map.of(Snapshots.PARTITION, place.head()));
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                LOGGER.atWarn().log("a snapshot is still being written; it is dropped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
