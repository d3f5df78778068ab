package gaitkeeper.trainer;

import gaitkeeper.trainer.protocol.OpenSet;
import gaitkeeper.trainer.protocol.TrackVote;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tracks of known people and of strangers against galleries of people drawn at random; the people outside a draw are its
 * strangers. Known people come with the walks that are not in the gallery, strangers with all of theirs.
 */
final class OpenSetTrials {
    /** Most tracks cut out of one walk, spread over it. */
    private static final int MAX_TRACKS = 16;

    private final GalleryTracks tracks;
    private final int draws;
    private final long seed;

    /** Tries several galleries; draw {@code i} is the same for the same seed and gallery size. */
    OpenSetTrials(GalleryTracks tracks, int draws, long seed) {
        this.tracks = tracks;
        this.draws = draws;
        this.seed = seed;
    }

    /**
     * One track against one gallery.
     *
     * @param standing after its windows
     * @param known whether the person is in the gallery
     * @param right whether the nearest identity is the person
     */
    record Trial(TrackVote.Standing standing, boolean known, boolean right) {}

    /** Cuts tracks of a number of windows and tells where each stands at its end. */
    List<Trial> collect(int identities, int windows) {
        List<Trial> trials = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            int[] gallery = OpenSet.draw(tracks.people(), identities, seed + draw);
            for (int recording = 0; recording < tracks.recordings(); recording++) {
                int person = Arrays.binarySearch(gallery, tracks.identity(recording));
                if (tracks.probes(recording, person >= 0)) {
                    for (int from : cuts(recording, windows)) {
                        TrackVote.Standing standing = tracks.standing(recording, from, windows, gallery);
                        trials.add(new Trial(standing, person >= 0, standing.nearest() == person));
                    }
                }
            }
        }
        return trials;
    }

    /** First windows of the tracks cut out of a recording, spread over it. */
    private int[] cuts(int recording, int windows) {
        int all = tracks.windows(recording) / windows;
        int taken = Math.min(all, MAX_TRACKS);
        return IntStream.range(0, taken).map(i -> i * all / taken * windows).toArray();
    }
}
