package gaitkeeper.encoder;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.Outcome;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import java.time.InstantSource;
import java.util.Set;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/** Sequences to embeddings, exactly once, in order per track, batched across tracks. */
public final class EncoderStage {
    /** Sequences of one partition under way at once; more than enough to fill batches, little to redo after a crash. */
    public static final int MAX_IN_FLIGHT = 512;

    private final BatchingEncoder encoder;
    private final EncoderMetrics metrics;
    private final InstantSource clock;

    /** Makes the stage; the encoder is shared by all its tasks and outlives them. */
    public EncoderStage(BatchingEncoder encoder, EncoderMetrics metrics, InstantSource clock) {
        this.encoder = encoder;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Attaches the stage to sequences keyed by track. */
    public Staged<Embedding> attach(KStream<TrackId, Sequence> sequences) {
        return Staged.part(sequences.process(new Supplier(), Named.as("encode")), "encoded");
    }

    private final class Supplier implements ProcessorSupplier<TrackId, Sequence, TrackId, Outcome<Embedding>> {
        @Override
        public Processor<TrackId, Sequence, TrackId, Outcome<Embedding>> get() {
            return new AsyncEncode(encoder, metrics, clock, MAX_IN_FLIGHT);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return PendingStore.builders();
        }
    }
}
