package gaitkeeper.deploy;

import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a consumer on a thread of its own until it is closed; the consumer is closed with it. */
final class PollingThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PollingThread.class);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Consumer<byte[], byte[]> consumer;
    private final Reader reader;
    private final Thread thread;
    private volatile boolean closed;

    PollingThread(String name, Consumer<byte[], byte[]> consumer, Reader reader) {
        this.consumer = consumer;
        this.reader = reader;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    /** What is done on the thread. */
    interface Reader {
        /** Once, at first. */
        default void begin() {}

        /** Before each look for records. */
        default void look() {}

        /** With each record. */
        void read(ConsumerRecord<byte[], byte[]> record);
    }

    void start() {
        thread.start();
    }

    boolean alive() {
        return thread.isAlive();
    }

    private void run() {
        try (consumer) {
            reader.begin();
            while (!closed) {
                reader.look();
                consumer.poll(POLL).forEach(reader::read);
            }
        } catch (WakeupException e) {
            LOG.atDebug().addKeyValue("thread", thread.getName()).log("reader stopped");
        }
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
