package gaitkeeper.matcher;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.TrackId;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What is remembered of tracks: a short summary of each, and, while it is on probation, its windows. */
interface TrackMemory {
    /** What a track has shown until now. */
    Optional<TrackEvidence> evidence(TrackId track);

    /** Remembers what a track has shown, as of a stream time in milliseconds since the epoch. */
    void save(TrackId track, TrackEvidence evidence, long streamTimeMs);

    /** Keeps the n-th window of a track on probation. */
    void keep(TrackId track, int n, Embedding embedding);

    /** The windows kept, in order; {@code probationWindows} at most. */
    List<Exemplar> kept(TrackId track, int probationWindows);

    /** Drops the windows kept. */
    void dropKept(TrackId track, int probationWindows);

    /** All tracks that are remembered. */
    void forEach(BiConsumer<TrackId, TrackEvidence> to);

    /** Forgets tracks whose last window came before this stream time, and tells them. */
    List<TrackId> forgetBefore(long streamTimeMs, int probationWindows);
}
