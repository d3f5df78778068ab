package gaitkeeper.trainer;

import gaitkeeper.trainer.KgbdSplit.Role;
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

    private final IdentityScores scores;
    private final int draws;
    private final long seed;

    /** Tries several galleries; draw {@code i} is the same for the same seed and gallery size. */
    OpenSetTrials(IdentityScores scores, int draws, long seed) {
        this.scores = scores;
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
        float[] row = new float[identities];
        var vote = new TrackVote(identities);
        visit(identities, windows, (walk, from, length, gallery, person) -> {
            vote.clear();
            for (int window = from; window < from + length; window++) {
                scores.copy(walk, window, gallery, row);
                vote.add(row);
            }
            TrackVote.Standing standing = vote.standing();
            trials.add(new Trial(standing, person >= 0, standing.nearest() == person));
        });
        return trials;
    }

    /** Shows all tracks of all draws. */
    void visit(int identities, int windows, Visitor visitor) {
        for (int draw = 0; draw < draws; draw++) {
            int[] gallery = draw(identities, draw);
            for (int walk = 0; walk < scores.embeddings().walks().size(); walk++) {
                int person = Arrays.binarySearch(gallery, scores.identity(walk));
                Role role = scores.embeddings().role(walk);
                if (role != Role.DUPLICATE && (person < 0 || role != Role.GALLERY)) {
                    cut(walk, windows, gallery, Math.max(person, -1), visitor);
                }
            }
        }
    }

    private int[] draw(int identities, int draw) {
        int[] order = IntStream.range(0, scores.people().size()).toArray();
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
        int length = windows == WHOLE_WALK ? scores.windows(walk) : windows;
        if (length == 0) {
            return;
        }
        int tracks = scores.windows(walk) / length;
        int taken = Math.min(tracks, MAX_TRACKS);
        for (int i = 0; i < taken; i++) {
            visitor.track(walk, i * tracks / taken * length, length, gallery, person);
        }
    }
}
