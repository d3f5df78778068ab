package gaitkeeper.trainer.protocol;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.OpenSetScore;
import gaitkeeper.trainer.TrackVote;
import gaitkeeper.trainer.protocol.PersonScores.Track;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Open-set identification: galleries of people drawn at random; the people outside a draw are its strangers. Tracks are judged
 * by the live matcher's vote; whether to believe it, by a score.
 */
public final class OpenSet {
    private final PersonScores scores;
    private final int enrolled;
    private final int draws;
    private final long seed;

    /**
     * Prepares draws.
     *
     * @param scores of recordings that are not in the gallery, of known people and strangers alike, against everybody
     * @param enrolled people of a drawn gallery, two or more; fewer than all
     * @param seed of the draws
     * @throws MalformedException if there are too few people for that
     */
    public OpenSet(PersonScores scores, int enrolled, int draws, long seed) {
        if (enrolled < 2 || enrolled >= scores.people() || draws < 1) {
            throw new MalformedException(Reason.BAD_FIELD, "a gallery of " + enrolled + " drawn from "
                    + scores.people() + " people leaves no strangers or no choice: enrol 2 to "
                    + (scores.people() - 1));
        }
        this.scores = scores;
        this.enrolled = enrolled;
        this.draws = draws;
        this.seed = seed;
    }

    /**
     * One track against one gallery.
     *
     * @param draw which gallery
     * @param known whether the person is in it
     * @param right whether the nearest is the person
     */
    record Trial(int draw, TrackVote.Standing standing, boolean known, boolean right) {}

    /**
     * Measures tracks of a length.
     *
     * @param windows sequences of a track, or {@link TrackRetrieval#WHOLE}
     * @param thresholds scores to set a threshold on
     * @return a result for each of the scores
     */
    public List<OpenSetResult> evaluate(int windows, List<OpenSetScore> thresholds) {
        List<Trial> trials = trials(windows);
        double reference = reference(trials);
        return thresholds.stream()
                .map(score -> OpenSetResult.of(trials, trial -> score.of(trial.standing, scores.metric(), reference),
                        new OpenSetResult.Setting(enrolled, scores.people() - enrolled, draws, seed, windows,
                                trials.size() / draws, score)))
                .toList();
    }

    private List<Trial> trials(int windows) {
        List<Track> tracks = TrackRetrieval.tracks(scores, windows);
        List<Trial> trials = new ArrayList<>();
        var vote = new TrackVote(enrolled);
        float[] row = new float[enrolled];
        for (int draw = 0; draw < draws; draw++) {
            int[] gallery = draw(draw);
            for (Track track : tracks) {
                vote.clear();
                for (int window = track.first(); window < track.first() + track.windows(); window++) {
                    scores.copy(window, gallery, row);
                    vote.add(row);
                }
                int person = Arrays.binarySearch(gallery, scores.place(track.person()));
                TrackVote.Standing standing = vote.standing();
                trials.add(new Trial(draw, standing, person >= 0, standing.nearest() == person));
            }
        }
        return trials;
    }

    /** Places of the people enrolled, ascending. */
    private int[] draw(int draw) {
        int[] order = IntStream.range(0, scores.people()).toArray();
        var random = new Random(seed + draw);
        for (int i = 0; i < enrolled; i++) {
            int other = i + random.nextInt(order.length - i);
            int swap = order[i];
            order[i] = order[other];
            order[other] = swap;
        }
        int[] gallery = Arrays.copyOf(order, enrolled);
        Arrays.sort(gallery);
        return gallery;
    }

    /** Median distance of strangers' tracks to the runner-up, which caps it in the live matcher's score. */
    private double reference(List<Trial> trials) {
        double[] distances = trials.stream().filter(trial -> !trial.known)
                .mapToDouble(trial -> scores.metric().distance(trial.standing.runnerUp())).sorted().toArray();
        if (distances.length == 0) {
            throw new MalformedException(Reason.BAD_FIELD, "no probe is of a stranger");
        }
        return distances[distances.length / 2];
    }
}
