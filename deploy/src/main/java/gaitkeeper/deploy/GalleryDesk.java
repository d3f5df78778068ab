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

    /** The log as it is now, entry by entry. */
    List<LogEntry> log() throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        new TopicReader(kafka).read(Topics.IDENTITIES.name(), Topics.LOG_ENTRY, (key, entry) -> entries.add(entry));
        return entries;
    }

    /** What it comes to. */
    static Ledger fold(List<LogEntry> log) {
        Ledger ledger = Ledger.EMPTY;
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
