package gaitkeeper.trainer.protocol;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.TrackVote;
import gaitkeeper.trainer.protocol.PersonScores.Track;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Closed-set identification of tracks: several sequences of one recording give one answer.
 *
 * @param vote share of tracks named rightly by the live matcher's rule: most sequences nearest to that person
 * @param mean share of tracks named rightly by the highest mean score over the sequences
 * @param tracks number of tracks
 * @param windows sequences of a track, {@value #WHOLE} for whole recordings
 */
public record TrackRetrieval(double vote, double mean, int tracks, int windows) {
    /** As many sequences as the recording has. */
    public static final int WHOLE = 0;

    /**
     * Measures tracks of a length, cut from recordings without overlap.
     *
     * @param windows sequences of a track, or {@link #WHOLE}
     * @throws MalformedException if no recording is that long
     */
    public static TrackRetrieval evaluate(PersonScores scores, int windows) {
        List<Track> tracks = tracks(scores, windows);
        int[] everyone = IntStream.range(0, scores.people()).toArray();
        float[] row = new float[everyone.length];
        var vote = new TrackVote(everyone.length);
        int votes = 0;
        int means = 0;
        for (Track track : tracks) {
            double[] sums = new double[everyone.length];
            vote.clear();
            for (int window = track.first(); window < track.first() + track.windows(); window++) {
                scores.copy(window, everyone, row);
                vote.add(row);
                Arrays.setAll(sums, i -> sums[i] + row[i]);
            }
            votes += scores.place(track.person()) == vote.standing().nearest() ? 1 : 0;
            means += scores.place(track.person()) == highest(sums) ? 1 : 0;
        }
        return new TrackRetrieval(votes / (double) tracks.size(), means / (double) tracks.size(), tracks.size(),
                windows);
    }

    static List<Track> tracks(PersonScores scores, int windows) {
        List<Track> tracks = windows == WHOLE ? scores.recordings() : scores.tracks(windows);
        if (tracks.isEmpty()) {
            throw new MalformedException(Reason.BAD_FIELD, "no recording has " + windows + " sequences");
        }
        return tracks;
    }

    private static int highest(double[] sums) {
        int best = 0;
        for (int i = 1; i < sums.length; i++) {
            best = sums[i] > sums[best] ? i : best;
        }
        return best;
    }

    /**
     * Sequences that are complete after a time.
     *
     * @param seconds since the track's first frame
     * @param framesPerSecond of the sensor
     * @param frames f, frames of a sequence
     * @return 0 if not even one is
     */
    public static int windows(double seconds, double framesPerSecond, int frames) {
        return (int) (seconds * framesPerSecond / frames + 1e-9);
    }
}
