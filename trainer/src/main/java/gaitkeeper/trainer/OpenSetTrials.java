package gaitkeeper.trainer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Tracks of known people and of strangers against galleries of people drawn at random; the people outside a draw are its
 * strangers. Known people come with the walks that are not in the gallery, strangers with all of theirs.
 */
final class OpenSetTrials {
    /** As many windows as the walk has. */
    static final int WHOLE_WALK = 0;

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

    /** What is told of a track: its windows one by one and who it is of. */
    interface Visitor {
        /** Sees one track of {@code windows} windows of a walk against a gallery; the person is at that place or at -1. */
        void track(int walk, int from, int windows, int[] gallery, int person);
    }

    /** Cuts tracks of a number of windows and tells where each stands at its end. */
    List<Trial> collect(int identities, int windows) {
        List<Trial> trials = new ArrayList<>();
        visit(identities, windows, (walk, from, length, gallery, person) -> {
            TrackVote.Standing standing = tracks.standing(walk, from, length, gallery);
            trials.add(new Trial(standing, person >= 0, standing.nearest() == person));
        });
        return trials;
    }

    /** Shows all tracks of all draws. */
    void visit(int identities, int windows, Visitor visitor) {
        for (int draw = 0; draw < draws; draw++) {
            int[] gallery = draw(identities, draw);
            for (int recording = 0; recording < tracks.recordings(); recording++) {
                int person = Arrays.binarySearch(gallery, tracks.identity(recording));
                if (tracks.probes(recording, person >= 0)) {
                    cut(recording, windows, gallery, Math.max(person, -1), visitor);
                }
            }
        }
    }

    private int[] draw(int identities, int draw) {
        int[] order = IntStream.range(0, tracks.people()).toArray();
        var random = new Random(seed + draw);
        for (int i = 0; i < identities; i++) {
            int other = i + random.nextInt(order.length - i);
            int swap = order[i];
            order[i] = order[other];
            order[other] = swap;
        }
        int[] gallery = Arrays.copyOf(order, identities);
        Arrays.sort(gallery);
        return gallery;
    }

    private void cut(int walk, int windows, int[] gallery, int person, Visitor visitor) {
        int length = windows == WHOLE_WALK ? tracks.windows(walk) : windows;
        if (length == 0) {
            return;
        }
        int cuts = tracks.windows(walk) / length;
        int taken = Math.min(cuts, MAX_TRACKS);
        for (int i = 0; i < taken; i++) {
            visitor.track(walk, i * cuts / taken * length, length, gallery, person);
        }
    }
}
