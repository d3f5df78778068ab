package gaitkeeper.trainer.protocol;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * Recordings as rows of sequences, and tracks cut out of them.
 *
 * @param persons label of each row
 * @param recordings recording of each row; those of one stand together
 */
@SuppressWarnings("ArrayRecordComponent") // Shared with the sets they come from.
public record Tracks(int[] persons, int[] recordings) {
    /** As many sequences as the recording has. */
    public static final int WHOLE = 0;

    /**
     * Consecutive sequences of one recording.
     *
     * @param first row of the first one
     * @param windows how many
     * @param person label
     */
    public record Track(int first, int windows, int person) {}

    /** Those of a set. */
    static Tracks of(EmbeddingSet set) {
        return new Tracks(set.persons(), set.recordings());
    }

    /** Number of sequences. */
    public int rows() {
        return persons.length;
    }

    /**
     * Cuts recordings into tracks of a length, without overlap; what is left at an end is left out.
     *
     * @param windows sequences of a track, or {@link #WHOLE}
     * @throws MalformedException if no recording is that long
     */
    public List<Track> cut(int windows) {
        List<Track> tracks = new ArrayList<>();
        for (int row = 0, first = 0; row < persons.length; row++) {
            if (row + 1 == persons.length || recordings[row + 1] != recordings[row]) {
                int length = windows == WHOLE ? row + 1 - first : windows;
                for (int at = first; at + length <= row + 1; at += length) {
                    tracks.add(new Track(at, length, persons[row]));
                }
                first = row + 1;
            }
        }
        if (tracks.isEmpty()) {
            throw new MalformedException(Reason.BAD_FIELD, "no recording has " + windows + " sequences");
        }
        return tracks;
    }
}
