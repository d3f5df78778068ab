package gaitkeeper.ingest;

import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Result;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the documents of a Kafka topic as of the times of their records. For one thread. */
public final class BridgeReader {
    private final RecordTime time = new RecordTime();
    private final Refusals refusals;
    private final SourceReaders readers;

    /** The time of the record that is read. */
    private static final class RecordTime implements InstantSource {
        private long ms;

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(ms);
        }
    }

    /**
     * Makes a reader.
     *
     * @param settings empty for canonical JSON; else as in the address of {@link IngestRoutes#FRAMES}. Without {@code sensor} each
     *     key is one, or each partition where records have none
     * @throws gaitkeeper.core.MalformedException if the settings make no sense
     */
    public BridgeReader(Intake intake, Map<String, String> settings) {
        this.refusals = intake.refusals();
        this.readers = new SourceReaders(intake.admission().at(time), settings);
    }

    /** The frames of a record that may pass. */
    List<Accepted> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return List.of();
        }
        time.ms = record.timestamp();
        String sender = sender(record);
        Result result = readers.of(sender).parse(record.value(), Form.VALUES);
        refusals.report("kafka:" + sender, record.value(), result);
        return result.frames();
    }

    private static String sender(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null || record.key().length == 0
                ? record.topic() + "-" + record.partition()
                : SourceReaders.plain(new String(record.key(), StandardCharsets.UTF_8));
    }
}
