package gaitkeeper.encoder;

import static java.nio.charset.StandardCharsets.UTF_8;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Codec;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Sequences handed to the encoder and not answered yet. Value: u16 length of the track text, the text, the sequence. */
final class PendingStore implements Codec<Pending> {
    static final String NAME = "pending";

    static Set<StoreBuilder<?>> builders() {
        return Set.of(Stores
                .keyValueStoreBuilder(Stores.inMemoryKeyValueStore(NAME), Serdes.Long(), new PendingStore().serde())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of("segment.bytes", "33554432", "min.cleanable.dirty.ratio", "0.2")));
    }

    @Override
    public byte[] encode(Pending value) {
        byte[] track = value.track().toString().getBytes(UTF_8);
        byte[] sequence = value.sequence().bytes();
        return ByteBuffer.allocate(Short.BYTES + track.length + sequence.length).putShort((short) track.length)
                .put(track)
                .put(sequence).array();
    }

    @Override
    public Pending decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int length = bytes.length < Short.BYTES ? -1 : in.getShort();
        if (length < 0 || length > in.remaining()) {
            throw new MalformedException(Reason.BAD_BYTES,
                    "a pending entry of " + bytes.length + " bytes is cut short");
        }
        byte[] track = new byte[length];
        in.get(track);
        byte[] sequence = new byte[in.remaining()];
        in.get(sequence);
        return new Pending(TrackId.parse(new String(track, UTF_8)), Sequence.of(sequence));
    }
}
