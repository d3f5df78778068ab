package gaitkeeper.deploy;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Frame;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Match;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.matcher.LiveFeed;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what the live page shows: committed matches always (their latency is the pipeline's), frames only while somebody looks,
 * so that an unwatched page costs the broker nothing.
 */
final class LiveConsumer implements PollingThread.Reader, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConsumer.class);

    private final Consumer<byte[], byte[]> consumer;
    private final LiveFeed feed;
    private final BooleanSupplier watched;
    private final StageLatency endToEnd;
    private final InstantSource clock;
    private final PollingThread thread;
    private Collection<TopicPartition> frames = List.of();
    private boolean showing;

    LiveConsumer(Consumer<byte[], byte[]> consumer, LiveFeed feed, BooleanSupplier watched, StageLatency endToEnd,
            InstantSource clock) {
        this.consumer = consumer;
        this.feed = feed;
        this.watched = watched;
        this.endToEnd = endToEnd;
        this.clock = clock;
        this.thread = new PollingThread("live-reader", consumer, this);
    }

    LiveConsumer start() {
        thread.start();
        return this;
    }

    boolean alive() {
        return thread.alive();
    }

    @Override
    public void begin() {
        frames = KafkaClients.partitions(consumer, List.of(Topics.FRAMES.name()));
        Collection<TopicPartition> matches = KafkaClients.partitions(consumer, List.of(Topics.MATCHES.name()));
        consumer.assign(Stream.concat(frames.stream(), matches.stream()).toList());
        consumer.seekToEnd(consumer.assignment());
        consumer.pause(frames);
    }

    @Override
    public void look() {
        if (showing != watched.getAsBoolean()) {
            showing = !showing;
            show();
        }
    }

    private void show() {
        if (showing) {
            consumer.seekToEnd(frames);
            consumer.resume(frames);
        } else {
            consumer.pause(frames);
        }
    }

    @Override
    public void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        try {
            TrackId track = Topics.TRACK.decode(record.key());
            if (record.topic().equals(Topics.FRAMES.name())) {
                feed.frame(track, Frame.of(record.value()));
            } else {
                Match match = Topics.MATCH.decode(record.value());
                endToEnd.record(EpochNanos.now(clock) - match.timing().receivedNs());
                feed.match(track, match);
            }
        } catch (MalformedException e) {
            LOG.atDebug().addKeyValue("topic", record.topic()).log("unreadable record; the pipeline reports it");
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
