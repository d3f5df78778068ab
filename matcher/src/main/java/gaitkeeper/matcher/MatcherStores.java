package gaitkeeper.matcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.wire.Topics;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The matcher's durable state per track: a short summary, written with every window, and, while a track is on probation, its
 * embeddings, each written once. The summary begins with the stream time it was written at, i64 milliseconds, big endian.
 */
final class MatcherStores implements TrackMemory {
    static final String EVIDENCE = "evidence";
    static final String PROBATION = "probation";

    private static final Map<String, String> CHANGELOG = Map.of("segment.bytes", "33554432",
            "min.cleanable.dirty.ratio", "0.2");

    private final KeyValueStore<Bytes, byte[]> evidence;
    private final KeyValueStore<Bytes, byte[]> probation;

    MatcherStores(KeyValueStore<Bytes, byte[]> evidence, KeyValueStore<Bytes, byte[]> probation) {
        this.evidence = evidence;
        this.probation = probation;
    }

    static Set<StoreBuilder<?>> builders() {
        return Set.of(builder(EVIDENCE), builder(PROBATION));
    }

    private static StoreBuilder<?> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled().withLoggingEnabled(CHANGELOG);
    }

    @Override
    public Optional<TrackEvidence> evidence(TrackId track) {
        return Optional.ofNullable(evidence.get(key(track))).map(MatcherStores::evidence);
    }

    @Override
    public void save(TrackId track, TrackEvidence value, long streamTimeMs) {
        byte[] summary = value.encode();
        evidence.put(key(track),
                ByteBuffer.allocate(Long.BYTES + summary.length).putLong(streamTimeMs).put(summary).array());
    }

    @Override
    public void keep(TrackId track, int n, Embedding embedding) {
        probation.put(key(track, n), Topics.EMBEDDING.encode(embedding));
    }

    @Override
    public List<Exemplar> kept(TrackId track, int probationWindows) {
        List<Exemplar> exemplars = new ArrayList<>();
        for (int n = 0; n < probationWindows; n++) {
            byte[] bytes = probation.get(key(track, n));
            if (bytes != null) {
                exemplars.add(Exemplar.of(Topics.EMBEDDING.decode(bytes)));
            }
        }
        return exemplars;
    }

    @Override
    public void dropKept(TrackId track, int probationWindows) {
        for (int n = 0; n < probationWindows; n++) {
            Bytes key = key(track, n);
            if (probation.get(key) != null) {
                probation.delete(key);
            }
        }
    }

    @Override
    public void forEach(BiConsumer<TrackId, TrackEvidence> to) {
        try (var all = evidence.all()) {
            all.forEachRemaining(entry -> to.accept(track(entry.key), evidence(entry.value)));
        }
    }

    private static TrackId track(Bytes key) {
        return TrackId.parse(new String(key.get(), UTF_8));
    }

    private static TrackEvidence evidence(byte[] bytes) {
        return TrackEvidence.decode(Arrays.copyOfRange(bytes, Long.BYTES, bytes.length));
    }

    @Override
    public List<TrackId> forgetBefore(long streamTimeMs, int probationWindows) {
        List<TrackId> silent = new ArrayList<>();
        try (var all = evidence.all()) {
            while (all.hasNext()) {
                var entry = all.next();
                if (ByteBuffer.wrap(entry.value).getLong() < streamTimeMs) {
                    silent.add(track(entry.key));
                }
            }
        }
        for (TrackId track : silent) {
            evidence.delete(key(track));
            dropKept(track, probationWindows);
        }
        return silent;
    }

    private static Bytes key(TrackId track) {
        return Bytes.wrap(track.toString().getBytes(UTF_8));
    }

    private static Bytes key(TrackId track, int n) {
        byte[] text = track.toString().getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(text.length + 3).put(text).put((byte) 0).putShort((short) n).array());
    }
}
