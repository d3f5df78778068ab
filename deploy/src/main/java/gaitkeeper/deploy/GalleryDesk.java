package gaitkeeper.deploy;

import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.matcher.MatcherStage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A gallery from outside: what its log says, and commands to its writer with their answers. */
final class GalleryDesk {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final KafkaClients kafka;

    GalleryDesk(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /**
     * A gallery as its topics tell it.
     *
     * @param snapshot the newest, if there is one
     * @param log what is there of the log: it may begin after entry 1, but not after the snapshot's entry and the next
     * @param ledger what both come to
     */
    record Opened(Optional<Snapshots.Found<?>> snapshot, List<LogEntry> log, Ledger ledger) {
        /** Whether the log alone tells everything. */
        boolean logIsWhole() {
            return log.isEmpty() ? ledger.last() == 0 : log.getFirst().number() <= 1;
        }
    }

    /** Reads the snapshot and the log as they are now. */
    Opened open() throws IOException {
        Optional<Snapshots.Found<?>> snapshot = new Snapshots(kafka).newest(Snapshots::namesOnly).map(found -> found);
        List<LogEntry> entries = new ArrayList<>();
        new TopicReader(kafka).read(Topics.IDENTITIES.name(), Topics.LOG_ENTRY, (key, entry) -> entries.add(entry));
        Ledger base = snapshot.map(found -> found.content().ledger()).orElse(Ledger.EMPTY);
        return new Opened(snapshot, entries, fold(base, entries));
    }

    /** What entries make of a ledger. */
    static Ledger fold(Ledger base, List<LogEntry> log) {
        Ledger ledger = base;
        for (LogEntry entry : log) {
            ledger = ledger.apply(entry).after();
        }
        return ledger;
    }

    /** What a command came to. */
    sealed interface Answer {
        /** It was carried out; its first entry tells. */
        record Done(LogEntry first) implements Answer {}

        /** It was refused. */
        record Refused(String why) implements Answer {}
    }

    /**
     * Gives a command to the gallery's writer and waits for its answer.
     *
     * @throws IllegalStateException if nobody answers
     */
    Answer ask(UUID id, String by, GalleryCommand command) {
        try (var log = new TopicTail<>(kafka, Topics.IDENTITIES.name(), Topics.LOG_ENTRY);
                var refusals = new TopicTail<>(kafka, Topics.REJECTED.name(), Topics.REJECTION);
                Producer<String, GalleryRequest> commands = kafka.producer(Topics.COMMANDS)) {
            commands.send(new ProducerRecord<>(Topics.COMMANDS.name(), MatcherStage.GALLERY,
                    new GalleryRequest(id, by, command))).get();
            var waiting = new Waiting(id);
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (waiting.answer.isEmpty() && System.nanoTime() < until) {
                log.read(waiting::entry);
                refusals.read(waiting::refusal);
            }
            return waiting.answer.orElseThrow(() -> new IllegalStateException("command " + id
                    + " is stored, but no matcher answered within " + PATIENCE.toSeconds()
                    + " s; it is carried out when one runs"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker did not take the command", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking", e);
        }
    }

    private static final class Waiting {
        private final UUID id;
        private Optional<Answer> answer = Optional.empty();

        Waiting(UUID id) {
            this.id = id;
        }

        void entry(byte[] gallery, LogEntry entry) {
            if (answer.isEmpty() && entry.command().equals(id)) {
                answer = Optional.of(new Answer.Done(entry));
            }
        }

        void refusal(byte[] source, Rejection rejection) {
            if (new String(source, StandardCharsets.UTF_8).equals(GalleryRequest.SOURCE + id)) {
                answer = Optional.of(new Answer.Refused(rejection.detail()));
            }
        }
    }
}
