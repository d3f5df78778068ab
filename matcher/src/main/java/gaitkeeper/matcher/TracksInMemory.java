package gaitkeeper.matcher;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.TrackId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** What is remembered for as long as this object is. */
final class TracksInMemory implements TrackMemory {
    private record Remembered(TrackEvidence evidence, long streamTimeMs) {}

    private final Map<TrackId, Remembered> tracks = new HashMap<>();
    private final Map<TrackId, SortedMap<Integer, Exemplar>> probation = new HashMap<>();

    @Override
    public Optional<TrackEvidence> evidence(TrackId track) {
        return Optional.ofNullable(tracks.get(track)).map(Remembered::evidence);
    }

    @Override
    public void save(TrackId track, TrackEvidence evidence, long streamTimeMs) {
        tracks.put(track, new Remembered(evidence, streamTimeMs));
    }

    @Override
    public void keep(TrackId track, int n, Embedding embedding) {
        probation.computeIfAbsent(track, _ -> new TreeMap<>()).put(n, Exemplar.of(embedding));
    }

    @Override
    public List<Exemplar> kept(TrackId track, int probationWindows) {
        return List.copyOf(probation.getOrDefault(track, new TreeMap<>()).headMap(probationWindows).values());
    }

    @Override
    public void dropKept(TrackId track, int probationWindows) {
        probation.remove(track);
    }

    @Override
    public void forEach(BiConsumer<TrackId, TrackEvidence> to) {
        tracks.forEach((track, remembered) -> to.accept(track, remembered.evidence()));
    }

    @Override
    public List<TrackId> forgetBefore(long streamTimeMs, int probationWindows) {
        List<TrackId> silent = tracks.entrySet().stream()
                .filter(track -> track.getValue().streamTimeMs() < streamTimeMs).map(Map.Entry::getKey).toList();
        silent.forEach(track -> {
            tracks.remove(track);
            dropKept(track, probationWindows);
        });
        return silent;
    }
}
