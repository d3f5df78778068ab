package gaitkeeper.deploy;

import gaitkeeper.api.Api;
import gaitkeeper.api.Figures;
import gaitkeeper.api.FloorBook;
import gaitkeeper.api.ModelView;
import gaitkeeper.api.event.Cursor;
import gaitkeeper.api.event.Lane;
import gaitkeeper.core.AuditEntry;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.matcher.MatcherStage;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The API with its Kafka clients. */
final class ApiPart implements AutoCloseable {
    /** An operator waits for this, so a broker that is away is told soon. */
    private static final Map<String, ?> PATIENCE = Map.of("delivery.timeout.ms", "8000", "request.timeout.ms", "4000",
            "max.block.ms", "2000", "buffer.memory", String.valueOf(4 << 20));

    private final Producer<String, GalleryRequest> commands;
    private final Producer<String, AuditEntry> audit;
    private final KafkaArchive archive;
    private final Api api;
    private final ApiConsumer consumer;

    /** Connects. */
    ApiPart(Vertx vertx, KafkaClients kafka, ModelView model, Figures figures, Path data, FloorBook floor,
            Restored restored, InstantSource clock) {
        commands = kafka.producer(Topics.COMMANDS, PATIENCE);
        audit = kafka.producer(Topics.AUDIT, PATIENCE);
        archive = new KafkaArchive(kafka);
        var reader = kafka.reader();
        Map<Lane, Long> start = ApiConsumer.start(reader, restored.log());
        api = new Api(vertx,
                new Api.Outside(this::command, this::audit, archive, new KafkaAudit(kafka),
                        new KafkaMotion(kafka), model, figures,
                        data.resolve("webhooks.json"), floor),
                Cursor.at(start), restored.ledger(), clock);
        consumer = new ApiConsumer(reader, api);
    }

    ApiPart start() {
        // Fetched now, off every event loop: the first send would wait for it.
        audit.partitionsFor(Topics.AUDIT.name());
        commands.partitionsFor(Topics.COMMANDS.name());
        consumer.start();
        return this;
    }

    Api api() {
        return api;
    }

    boolean alive() {
        return consumer.alive();
    }

    /** Whether the whole identity log is in the books. */
    boolean caughtUp() {
        return consumer.caughtUp();
    }

    private Future<?> command(GalleryRequest request) {
        return send(commands, new ProducerRecord<>(Topics.COMMANDS.name(), MatcherStage.GALLERY, request));
    }

    private Future<?> audit(AuditEntry entry) {
        return send(audit, new ProducerRecord<>(Topics.AUDIT.name(), entry.who(), entry));
    }

    /** Metadata is known and a buffer of this size does not fill, so this does not block but while the broker is lost. */
    private <V> Future<Void> send(Producer<String, V> producer, ProducerRecord<String, V> entry) {
        Promise<Void> stored = Promise.promise();
        var _ = producer.send(entry, (_, failure) -> {
            if (failure == null) {
                stored.complete();
            } else {
                stored.fail(failure);
            }
        });
        return stored.future();
    }

    @Override
    public void close() {
        consumer.close();
        archive.close();
        commands.close(Duration.ofSeconds(5));
        audit.close(Duration.ofSeconds(5));
    }
}
