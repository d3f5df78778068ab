package gaitkeeper.ingest;

import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/** Where a bridge keeps how far it has read, and thereby what a crash may do. */
public enum BridgeOffsets {
    /** With the frames, in one transaction: nothing is lost or doubled. Both topics are of one cluster. */
    WITH_THE_FRAMES {
        @Override
        void commit(Producer<?, ?> target, Consumer<?, ?> source, Map<TopicPartition, OffsetAndMetadata> ends) {
            target.sendOffsetsToTransaction(ends, source.groupMetadata());
            target.commitTransaction();
        }
    },
    /** With the source, after the frames: nothing is lost; a crash between the two reads a batch again. */
    AFTER_THE_FRAMES {
        @Override
        void commit(Producer<?, ?> target, Consumer<?, ?> source, Map<TopicPartition, OffsetAndMetadata> ends) {
            target.commitTransaction();
            source.commitSync(ends);
        }
    };

    abstract void commit(Producer<?, ?> target, Consumer<?, ?> source, Map<TopicPartition, OffsetAndMetadata> ends);
}
