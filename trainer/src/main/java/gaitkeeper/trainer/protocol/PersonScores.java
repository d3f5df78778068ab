package gaitkeeper.trainer.protocol;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.protocol.TrackVote.Standing;
import gaitkeeper.trainer.work.Workers;
import java.util.Arrays;
import java.util.List;

/** For each probe sequence, the score of its nearest gallery sequence of each person. */
public final class PersonScores implements TrackScores {
    private final Metric metric;
    private final int[] people;
    private final Tracks tracks;
    private final float[] scores;

    PersonScores(Metric metric, int[] people, Tracks tracks) {
        this.metric = metric;
        this.people = people;
        this.tracks = tracks;
        scores = new float[tracks.rows() * people.length];
    }

    /**
     * Compares without ranking: a fraction of {@link Comparison}'s time where only people matter.
     *
     * @throws gaitkeeper.core.MalformedException if a set is empty or not finite, or they are of different models
     */
    public static PersonScores of(EmbeddingSet probe, EmbeddingSet gallery, Metric metric) {
        Inputs.sameWidth(probe, gallery);
        EmbeddingSet asked = Inputs.comparable(probe, "probe", metric);
        var columns = new GalleryColumns(Inputs.comparable(gallery, "gallery", metric), metric);
        var scores = new PersonScores(metric, columns.people(), Tracks.of(asked));
        Workers.forEach(GalleryColumns.tiles(asked), tile -> columns.score(asked, tile,
                (row, all) -> scores.fill(row, columns, all, -1)));
        return scores;
    }

    void fill(int row, GalleryColumns gallery, float[] all, int left) {
        for (int place = 0; place < people.length; place++) {
            float best = Float.NEGATIVE_INFINITY;
            for (int i = gallery.start(place); i < gallery.start(place + 1); i++) {
                best = i == left ? best : Math.max(best, all[i]);
            }
            scores[row * people.length + place] = best;
        }
    }

    @Override
    public Tracks tracks() {
        return tracks;
    }

    /** The live matcher's vote of windows. */
    @Override
    public Asked ask(Tracks.Track track) {
        return gallery -> {
            var vote = new TrackVote(gallery.length);
            float[] row = new float[gallery.length];
            for (int window = track.first(); window < track.first() + track.windows(); window++) {
                copy(window, gallery, row);
                vote.add(row);
            }
            return vote.standing();
        };
    }

    @Override
    public LiveScore live(List<Standing> strangers) {
        return LiveScore.CappedLead.of(strangers, metric);
    }

    /** How scores were made. */
    public Metric metric() {
        return metric;
    }

    @Override
    public int people() {
        return people.length;
    }

    /** Label of the i-th of the people, ascending. */
    public int label(int place) {
        return people[place];
    }

    @Override
    public int place(int person) {
        return Arrays.binarySearch(people, person);
    }

    /** Number of probe sequences. */
    public int rows() {
        return tracks.rows();
    }

    /** Label of a probe sequence. */
    public int person(int row) {
        return tracks.persons()[row];
    }

    /** Place of the nearest of the people; of equally near ones the first. */
    public int nearest(int row) {
        int best = 0;
        for (int i = 1; i < people.length; i++) {
            best = scores[row * people.length + i] > scores[row * people.length + best] ? i : best;
        }
        return best;
    }

    /** Scores of one sequence for some of the people, in the order given. */
    void copy(int row, int[] places, float[] target) {
        for (int i = 0; i < places.length; i++) {
            target[i] = scores[row * people.length + places[i]];
        }
    }

    /** All scores, {@code [rows, people]}, shared. */
    float[] all() {
        return scores;
    }
}
