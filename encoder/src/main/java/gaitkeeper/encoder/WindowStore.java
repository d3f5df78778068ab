package gaitkeeper.encoder;

import static java.nio.charset.StandardCharsets.UTF_8;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The durable side of the windower: one entry per (track, slot), written once per frame.
 *
 * <p>Key: track text in UTF-8, byte 0, u16 slot, big endian. Value: i64 start of the run (event time, ns), i32 index in the
 * run, then the frame's wire form. A run that ended leaves entries behind until they are overwritten or the track is
 * forgotten; they are told apart by the start of their run.
 */
final class WindowStore {
    static final String NAME = "windows";

    private static final int HEADER = Long.BYTES + Integer.BYTES;
    private static final int KEY_TAIL = 1 + Short.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;

    WindowStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * In memory, with a changelog, and cached: within one commit interval a slot is written to the changelog once, however
     * often it was overwritten, which is what makes a drain faster than live traffic.
     */
    static Set<StoreBuilder<?>> builders() {
        return Set.of(Stores
                .keyValueStoreBuilder(Stores.inMemoryKeyValueStore(NAME), Serdes.Bytes(), Serdes.ByteArray())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of("segment.bytes", "33554432", "min.cleanable.dirty.ratio", "0.2")));
    }

    void save(TrackId track, TrackWindow window) {
        byte[] frame = window.lastFrame().bytes();
        byte[] value = ByteBuffer.allocate(HEADER + frame.length).putLong(window.runStartNs())
                .putInt(window.lastIndex())
                .put(frame).array();
        store.put(key(track, window.lastSlot()), value);
    }

    void forget(TrackId track, TrackWindow window, WindowSpec spec) {
        // A run that ended may have left entries in slots that this run has not reached, so all slots go.
        for (int slot = 0; slot < spec.frames(); slot++) {
            Bytes key = key(track, slot);
            if (slot <= window.lastIndex() || store.get(key) != null) {
                store.delete(key);
            }
        }
    }

    /** Reads every track back. */
    Map<TrackId, TrackWindow> restore(WindowSpec spec) {
        Map<TrackId, List<Entry>> entries = new HashMap<>();
        try (var all = store.all()) {
            while (all.hasNext()) {
                var next = all.next();
                Entry entry = Entry.of(next.key, next.value);
                entries.computeIfAbsent(entry.track, t -> new ArrayList<>()).add(entry);
            }
        }
        Map<TrackId, TrackWindow> windows = new HashMap<>();
        entries.forEach((track, found) -> windows.put(track, window(found, spec)));
        return windows;
    }

    private static TrackWindow window(List<Entry> found, WindowSpec spec) {
        long run = found.stream().mapToLong(Entry::runStartNs).max().orElseThrow();
        var window = new TrackWindow(spec);
        found.stream().filter(entry -> entry.runStartNs == run).sorted(Comparator.comparingInt(Entry::index))
                .forEach(entry -> window.restore(run, entry.index, entry.frame));
        return window;
    }

    private static Bytes key(TrackId track, int slot) {
        byte[] text = track.toString().getBytes(UTF_8);
        return Bytes.wrap(
                ByteBuffer.allocate(text.length + KEY_TAIL).put(text).put((byte) 0).putShort((short) slot).array());
    }

    private record Entry(TrackId track, long runStartNs, int index, Frame frame) {
        static Entry of(Bytes key, byte[] value) {
            byte[] text = key.get();
            TrackId track = TrackId.parse(new String(text, 0, text.length - KEY_TAIL, UTF_8));
            ByteBuffer in = ByteBuffer.wrap(value);
            long run = in.getLong();
            int index = in.getInt();
            byte[] frame = new byte[in.remaining()];
            in.get(frame);
            return new Entry(track, run, index, Frame.of(frame));
        }
    }
}
