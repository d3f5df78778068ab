package gaitkeeper.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.Rejection.Stage;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.ingest.KafkaRejectionSink.Bounds;
import java.time.Instant;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaRejectionSinkTest {
    private static final byte[] REFUSED = {'a', 'b', 'c'};
    /** The first 8 bytes of SHA-256 of "abc", from FIPS 180-2. */
    private static final long ABC_HASH = 0xba7816bf8f01cfeaL;

    private final MockProducer<String, Rejection> producer = new MockProducer<>(true, null,
            Topics.REJECTED.keys().serializer(), Topics.REJECTED.values().serializer());
    private final CountingMetrics metrics = new CountingMetrics();
    private Instant now = JsonSamples.NOW;
    private KafkaRejectionSink sink = sink(new Bounds(3, 4, 100));

    private KafkaRejectionSink sink(Bounds bounds) {
        return new KafkaRejectionSink(producer, bounds, () -> now, metrics);
    }

    private void reject(String source, Reason reason, int times) {
        for (int i = 0; i < times; i++) {
            sink.reject(source, new MalformedException(reason, "change this"), REFUSED);
        }
    }

    private void tickAfter(long millis) {
        now = now.plusMillis(millis);
        sink.tick();
    }

    @Test
    void publishesARefusalWithItsHash() {
        reject("cam-07", Reason.BAD_TIME, 1);

        ProducerRecord<String, Rejection> record = producer.history().getFirst();
        assertThat(record.topic()).isEqualTo("gk.rejected");
        assertThat(record.key()).isEqualTo("cam-07");
        assertThat(record.timestamp()).isEqualTo(now.toEpochMilli());
        assertThat(record.value()).isEqualTo(new Rejection(Stage.INGEST, Reason.BAD_TIME, "change this",
                JsonSamples.NOW_NS, 3, ABC_HASH, 1));
    }

    @Test
    void publishesTheFirstFewAndThenTheirCount() {
        reject("cam-07", Reason.BAD_TIME, 1_000);
        assertThat(producer.history()).hasSize(2);

        tickAfter(1_000);

        assertThat(producer.history()).extracting(record -> record.value().count()).containsExactly(1, 1, 998);
        assertThat(producer.history().getLast().value().hash()).isEqualTo(ABC_HASH);
        assertThat(metrics.rejected).hasSize(1_000);
    }

    @Test
    void staysWithinTheRateHoweverOftenItTicks() {
        for (int i = 0; i < 10; i++) {
            reject("cam-07", Reason.BAD_TIME, 10);
            tickAfter(100);
        }

        assertThat(producer.history()).hasSize(3);
        assertThat(producer.history().stream().mapToInt(record -> record.value().count()).sum()).isEqualTo(100);
    }

    @Test
    void startsAnewEverySecond() {
        reject("cam-07", Reason.BAD_TIME, 2);
        tickAfter(1_000);
        reject("cam-07", Reason.BAD_TIME, 1);

        assertThat(producer.history()).hasSize(3);
    }

    @Test
    void countsSourcesAndReasonsApart() {
        reject("cam-07", Reason.BAD_TIME, 2);
        reject("cam-07", Reason.BAD_JSON, 2);
        reject("cam-08", Reason.BAD_TIME, 2);

        assertThat(producer.history()).hasSize(6);
    }

    @Test
    void countsTooManySourcesAsOther() {
        for (int i = 0; i < 100_000; i++) {
            reject("cam-" + i, Reason.BAD_TIME, 1);
        }
        tickAfter(1_000);

        assertThat(producer.history()).extracting(ProducerRecord::key, record -> record.value().count())
                .containsExactly(tuple("cam-0", 1), tuple("cam-1", 1), tuple("cam-2", 1), tuple("cam-3", 1),
                        tuple("other", 1), tuple("other", 1), tuple("other", 99_994));
    }

    @Test
    void keepsCountsWhileTheBrokerDoesNotAnswer() {
        var stuck = new MockProducer<>(false, null, Topics.REJECTED.keys().serializer(),
                Topics.REJECTED.values().serializer());
        sink = new KafkaRejectionSink(stuck, new Bounds(3, 4, 1), () -> now, metrics);
        reject("cam-07", Reason.BAD_TIME, 10);
        tickAfter(1_000);
        assertThat(stuck.history()).hasSize(1);

        stuck.completeNext();
        tickAfter(1_000);

        assertThat(stuck.history()).extracting(record -> record.value().count()).containsExactly(1, 9);
    }

    @Test
    void goesOnWhenTheProducerFails() {
        producer.sendException = new TimeoutException("no broker");
        reject("cam-07", Reason.BAD_TIME, 1);
        producer.sendException = null;

        reject("cam-07", Reason.BAD_TIME, 1);

        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void publishesItsCountsWhenItIsClosed() {
        reject("cam-07", Reason.BAD_TIME, 5);

        sink.close();

        assertThat(producer.history()).extracting(record -> record.value().count()).containsExactly(1, 1, 3);
        assertThat(producer.closed()).as("the producer is the caller's").isFalse();
    }
}
