package gaitkeeper.trainer;

import gaitkeeper.trainer.protocol.LiveScore;
import gaitkeeper.trainer.protocol.TrackVote;
import java.util.List;

/** Recordings of people, tracks that may be cut out of them, and how those stand with the people of a gallery. */
interface GalleryTracks {
    /** How many people may be enrolled; an identity below is one of them, from 0. */
    int people();

    /** How many recordings there are. */
    int recordings();

    /** Windows of a recording. */
    int windows(int recording);

    /** The identity of a recording's person, or -1 if they may not be enrolled. */
    int identity(int recording);

    /** Whether tracks may be cut out of a recording when its person is enrolled, or when not. */
    boolean probes(int recording, boolean enrolled);

    /**
     * Where a track stands at its end.
     *
     * @param recording it is cut out of
     * @param from its first window
     * @param windows of it, 1 or more
     * @param gallery identities enrolled
     */
    TrackVote.Standing standing(int recording, int from, int windows, int[] gallery);

    /** What the live matcher tests, given where strangers' tracks stand. */
    LiveScore live(List<TrackVote.Standing> strangers);
}
