package gaitkeeper.encoder;

import gaitkeeper.core.Frame;
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

/** Frames to sequences. */
public final class WindowerStage {
    private final WindowerConfig config;
    private final WindowerMetrics metrics;
    private final InstantSource clock;

    /** Makes the stage; nothing runs before a topology does. */
    public WindowerStage(WindowerConfig config, WindowerMetrics metrics, InstantSource clock) {
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** Attaches the stage to frames keyed by track and ordered per key. */
    public Staged<Sequence> attach(KStream<TrackId, Frame> frames) {
        return Staged.part(frames.process(new Supplier(), Named.as("window")), "windowed");
    }

    private final class Supplier implements ProcessorSupplier<TrackId, Frame, TrackId, Outcome<Sequence>> {
        @Override
        public Processor<TrackId, Frame, TrackId, Outcome<Sequence>> get() {
            return new Windower(config, metrics, clock);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return WindowStore.builders();
        }
    }
}
