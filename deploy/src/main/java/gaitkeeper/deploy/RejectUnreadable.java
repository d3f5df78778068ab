package gaitkeeper.deploy;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.wire.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes on a topic that are not what the topic holds: the reason goes to {@code gk.rejected}, in the same transaction as
 * everything else, and the stream goes on. Made by Kafka Streams, hence the public constructor.
 */
public final class RejectUnreadable implements DeserializationExceptionHandler {
    /** Config key of the {@link PipelineMetrics} to count in. */
    static final String METRICS = "gaitkeeper.metrics";

    private static final Logger LOG = LoggerFactory.getLogger(RejectUnreadable.class);

    private PipelineMetrics metrics = new PipelineMetrics();

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record,
            Exception exception) {
        MalformedException why = exception instanceof MalformedException malformed
                ? malformed
                : new MalformedException(Reason.BAD_BYTES, "not readable as a record of this topic");
        byte[] refused = record.value() == null ? new byte[0] : record.value();
        var rejection = new Rejection(stage(record.topic()), why.reason(), record.topic() + ": " + why.getMessage(),
                EpochNanos.now(InstantSource.system()), refused.length, hash(refused), 1);
        metrics.rejected(rejection.stage(), why.reason());
        if (record.topic().equals(Topics.IDENTITIES.name())) {
            // Read by the thread that keeps the replica of the log, which has no transaction to write into.
            LOG.atError().addKeyValue("offset", record.offset()).addKeyValue("reason", why.reason())
                    .log("unreadable entry of the identity log is left out");
            return Response.resume();
        }
        return Response.resume(List.of(new ProducerRecord<>(Topics.REJECTED.name(),
                record.topic().getBytes(StandardCharsets.UTF_8), Topics.REJECTION.encode(rejection))));
    }

    private static Rejection.Stage stage(String topic) {
        if (topic.equals(Topics.FRAMES.name())) {
            return Rejection.Stage.WINDOWER;
        }
        if (topic.equals(Topics.SEQUENCES.name())) {
            return Rejection.Stage.ENCODER;
        }
        return topic.equals(Topics.EMBEDDINGS.name()) ? Rejection.Stage.MATCHER : Rejection.Stage.REGISTRAR;
    }

    private static long hash(byte[] bytes) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes)).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void configure(Map<String, ?> configs) {
        if (configs.get(METRICS) instanceof PipelineMetrics given) {
            metrics = given;
        }
    }
}
