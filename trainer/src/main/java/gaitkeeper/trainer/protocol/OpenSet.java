package gaitkeeper.trainer.protocol;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.protocol.TrackVote.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Open-set identification: galleries of people drawn at random; the people outside a draw are its strangers. Who a track
 * is nearest to is decided as the live matcher does; whether to believe it, by a score.
 */
public final class OpenSet {
    private final TrackScores scores;
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
    public OpenSet(TrackScores scores, int enrolled, int draws, long seed) {
        check(enrolled, scores.people());
        if (draws < 1) {
            throw new MalformedException(Reason.BAD_FIELD, draws + " draws: draw 1 or more");
        }
        this.scores = scores;
        this.enrolled = enrolled;
        this.draws = draws;
        this.seed = seed;
    }

    /**
     * Checks the size of a gallery.
     *
     * @throws MalformedException if it leaves no strangers, or nobody to be mistaken for
     */
    public static void check(int enrolled, int people) {
        if (enrolled < 2 || enrolled >= people) {
            throw new MalformedException(Reason.BAD_FIELD, "a gallery of " + enrolled + " drawn from " + people
                    + " people leaves no strangers or no choice: enrol 2 to " + (people - 1));
        }
    }

    /**
     * One track against one gallery.
     *
     * @param draw which gallery
     * @param known whether the person is in it
     * @param right whether the nearest is the person
     */
    record Trial(int draw, Standing standing, boolean known, boolean right) {}

    /** Tracks of a length, asked for in all galleries; {@link Tracks#WHOLE} for whole recordings. */
    public Asked ask(int windows) {
        return new Asked(windows, trials(windows));
    }

    /** Tracks of a length that were asked for. */
    public final class Asked {
        private final int windows;
        private final List<Trial> trials;

        private Asked(int windows, List<Trial> trials) {
            this.windows = windows;
            this.trials = trials;
        }

        /** Known or a stranger, by what the live matcher tests. */
        public OpenSetResult live() {
            LiveScore live = scores.live(trials.stream().filter(trial -> !trial.known).map(Trial::standing).toList());
            return by(live.label(), live::of);
        }

        /** The same by the score of the nearest alone. */
        public OpenSetResult plain() {
            return by("mean score", Standing::score);
        }

        private OpenSetResult by(String rule, ToDoubleFunction<Standing> score) {
            return OpenSetResult.of(trials, trial -> score.applyAsDouble(trial.standing),
                    new OpenSetResult.Setting(enrolled, scores.people() - enrolled, draws, seed, windows,
                            trials.size() / draws, rule));
        }
    }

    private List<Trial> trials(int windows) {
        List<Tracks.Track> tracks = scores.tracks().cut(windows);
        List<int[]> galleries = IntStream.range(0, draws).mapToObj(draw -> draw(scores.people(), enrolled, seed + draw))
                .toList();
        List<Trial> trials = new ArrayList<>();
        for (Tracks.Track track : tracks) {
            TrackScores.Asked asked = scores.ask(track);
            for (int draw = 0; draw < draws; draw++) {
                int[] gallery = galleries.get(draw);
                int person = Arrays.binarySearch(gallery, scores.place(track.person()));
                Standing standing = asked.among(gallery);
                trials.add(new Trial(draw, standing, person >= 0, standing.nearest() == person));
            }
        }
        if (trials.stream().allMatch(Trial::known)) {
            throw new MalformedException(Reason.BAD_FIELD, "no probe is of a stranger");
        }
        return trials;
    }

    /** A gallery drawn from people: their places, ascending. */
    public static int[] draw(int people, int enrolled, long seed) {
        int[] order = IntStream.range(0, people).toArray();
        var random = new Random(seed);
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
}
