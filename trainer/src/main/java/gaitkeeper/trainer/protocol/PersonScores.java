package gaitkeeper.trainer.protocol;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.EmbeddingSet;
import gaitkeeper.trainer.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** For each probe sequence, the score of its nearest gallery sequence of each person. */
public final class PersonScores {
    private final Metric metric;
    private final int[] people;
    private final int[] persons;
    private final int[] recordings;
    private final float[] scores;

    PersonScores(Metric metric, int[] people, int[] persons, int[] recordings) {
        this.metric = metric;
        this.people = people;
        this.persons = persons;
        this.recordings = recordings;
        scores = new float[persons.length * people.length];
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
        var scores = new PersonScores(metric, columns.people(), asked.persons(), asked.recordings());
        Workers.forEach(GalleryColumns.tiles(asked), tile -> columns.score(asked, tile,
                (row, all) -> scores.fill(row, columns, all, -1)));
        return scores;
    }

    /**
     * These sequences and others, of other recordings, against the same gallery.
     *
     * @throws IllegalArgumentException if the galleries hold different people
     */
    public PersonScores and(PersonScores others) {
        if (!Arrays.equals(people, others.people) || metric != others.metric) {
            throw new IllegalArgumentException("scores against different galleries");
        }
        var both = new PersonScores(metric, people, joined(persons, others.persons),
                joined(recordings, others.recordings));
        System.arraycopy(scores, 0, both.scores, 0, scores.length);
        System.arraycopy(others.scores, 0, both.scores, scores.length, others.scores.length);
        return both;
    }

    private static int[] joined(int[] first, int[] second) {
        int[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /**
     * Consecutive sequences of one recording.
     *
     * @param first row of the first one
     * @param windows how many
     * @param person label
     */
    public record Track(int first, int windows, int person) {}

    void fill(int row, GalleryColumns gallery, float[] all, int left) {
        for (int place = 0; place < people.length; place++) {
            float best = Float.NEGATIVE_INFINITY;
            for (int i = gallery.start(place); i < gallery.start(place + 1); i++) {
                best = i == left ? best : Math.max(best, all[i]);
            }
            scores[row * people.length + place] = best;
        }
    }

    /** How scores were made. */
    public Metric metric() {
        return metric;
    }

    /** Number of people in the gallery. */
    public int people() {
        return people.length;
    }

    /** Label of the i-th of the people, ascending. */
    public int label(int place) {
        return people[place];
    }

    /** Place of a person among the people, negative if the gallery does not know them. */
    public int place(int person) {
        return Arrays.binarySearch(people, person);
    }

    /** Number of probe sequences. */
    public int rows() {
        return persons.length;
    }

    /** Label of a probe sequence. */
    public int person(int row) {
        return persons[row];
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

    /** Whole recordings, one after the other. */
    public List<Track> recordings() {
        List<Track> tracks = new ArrayList<>();
        for (int row = 0, first = 0; row < persons.length; row++) {
            if (row + 1 == persons.length || recordings[row + 1] != recordings[row]) {
                tracks.add(new Track(first, row + 1 - first, persons[row]));
                first = row + 1;
            }
        }
        return tracks;
    }

    /** Recordings cut into tracks of a number of windows; what is left at the end is left out. */
    public List<Track> tracks(int windows) {
        List<Track> tracks = new ArrayList<>();
        for (Track whole : recordings()) {
            for (int at = 0; at + windows <= whole.windows(); at += windows) {
                tracks.add(new Track(whole.first() + at, windows, whole.person()));
            }
        }
        return tracks;
    }
}
