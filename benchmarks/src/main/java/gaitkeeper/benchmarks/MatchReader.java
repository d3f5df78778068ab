package gaitkeeper.benchmarks;

import org.apache.kafka.common.TopicPartition;
import java.util.Objects;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Match;
import gaitkeeper.core.Timing;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.deploy.KafkaClients;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;

/** Reads committed matches on a thread of its own and keeps the latency of every stage. */
final class MatchReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final Consumer<Match> also;
    private final Map<String, Histogram> stages = new LinkedHashMap<>();
    private final Thread thread;
    private boolean measuring;
    private volatile boolean closed;

    MatchReader(KafkaClients kafka, Consumer<Match> also) {
        this.also = also;
        consumer = kafka.reader();
        var partitions = consumer.partitionsFor(Topics.MATCHES.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition())).toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        for (String stage : new String[]{"window", "encode", "match", "receipt to decision", "publish", "end to end"}) {
            stages.put(stage, new Histogram(3_600_000_000L, 3));
        }
        thread = Thread.ofPlatform().name("match-reader").daemon().start(this::run);
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(this::read);
            }
        } catch (WakeupException e) {
            // closing
        }
    }

    private synchronized void read(ConsumerRecord<byte[], byte[]> record) {
        Match match = Topics.MATCH.decode(record.value());
        also.accept(match);
        if (measuring) {
            long now = EpochNanos.now(InstantSource.system());
            Timing t = match.timing();
            record("window", t.windowedNs() - t.receivedNs());
            record("encode", t.encodedNs() - t.windowedNs());
            record("match", t.matchedNs() - t.encodedNs());
            record("receipt to decision", t.matchedNs() - t.receivedNs());
            record("publish", now - t.matchedNs());
            record("end to end", now - t.receivedNs());
        }
    }

    private void record(String stage, long ns) {
        Objects.requireNonNull(stages.get(stage)).recordValue(Math.max(0, ns / 1_000));
    }

    /** From now on latencies are kept, or are not. */
    synchronized void measure(boolean on) {
        measuring = on;
    }

    /** Microseconds by stage. */
    synchronized Map<String, Histogram> stages() {
        Map<String, Histogram> copy = new LinkedHashMap<>();
        stages.forEach((name, histogram) -> copy.put(name, histogram.copy()));
        return copy;
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
