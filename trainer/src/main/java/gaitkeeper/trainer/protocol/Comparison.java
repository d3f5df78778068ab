package gaitkeeper.trainer.protocol;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.work.Workers;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Every probe sequence compared with every gallery sequence, once; all protocols read from it. 500 million comparisons of 420
 * floats take about half a minute on two cores.
 */
public final class Comparison {
    /** What becomes of a query's hit on itself, where probe and gallery are the same sequences. */
    enum Self {
        /** Probe and gallery are different sequences. */
        ABSENT,
        /** It is left out everywhere. */
        LEFT_OUT,
        /** It is left out of the ranks and counted in the average precision. */
        IN_PRECISION
    }

    private final EmbeddingSet probe;
    private final GalleryColumns gallery;
    private final Self self;
    private final int[] positions;
    private final int[] before;
    private final double[] precisions;
    private final float[] right;
    private final float[] wrong;
    private final PersonScores persons;

    private Comparison(EmbeddingSet probe, GalleryColumns gallery, Metric metric, Self self) {
        this.probe = probe;
        this.gallery = gallery;
        this.self = self;
        positions = self == Self.ABSENT ? new int[0] : gallery.positions();
        before = new int[probe.size()];
        precisions = new double[probe.size()];
        right = new float[probe.size()];
        wrong = new float[probe.size()];
        persons = new PersonScores(metric, gallery.people(), Tracks.of(probe));
        Workers.forEach(GalleryColumns.tiles(probe), this::tile);
    }

    /**
     * Compares two different sets.
     *
     * @throws gaitkeeper.core.MalformedException if one is empty or not finite, or they are of different models
     */
    public static Comparison of(EmbeddingSet probe, EmbeddingSet gallery, Metric metric) {
        Inputs.sameWidth(probe, gallery);
        return new Comparison(Inputs.comparable(probe, "probe", metric),
                new GalleryColumns(Inputs.comparable(gallery, "gallery", metric), metric), metric, Self.ABSENT);
    }

    /** Compares a set with itself. */
    static Comparison within(EmbeddingSet set, Metric metric, Self self) {
        EmbeddingSet checked = Inputs.comparable(set, "set", metric);
        return new Comparison(checked, new GalleryColumns(checked, metric), metric, self);
    }

    private void tile(int tile) {
        int most = IntStream.range(0, gallery.people().length).map(i -> gallery.start(i + 1) - gallery.start(i)).max()
                .orElse(0);
        var ranking = new Ranking(most);
        gallery.score(probe, tile, (row, scores) -> query(row, scores, ranking));
    }

    private void query(int row, float[] scores, Ranking ranking) {
        int left = self == Self.ABSENT ? -1 : positions[row];
        int place = Arrays.binarySearch(gallery.people(), probe.persons()[row]);
        int from = place < 0 ? 0 : gallery.start(place);
        int to = place < 0 ? 0 : gallery.start(place + 1);
        if (self == Self.IN_PRECISION) {
            ranking.rank(scores, gallery.size(), from, to, -1);
            precisions[row] = ranking.averagePrecision();
        }
        ranking.rank(scores, gallery.size(), from, to, left);
        before[row] = ranking.size() == 0 ? -1 : ranking.before();
        precisions[row] = self == Self.IN_PRECISION ? precisions[row] : ranking.averagePrecision();
        right[row] = ranking.nearestRight();
        wrong[row] = ranking.nearestWrong();
        persons.fill(row, gallery, scores, left);
    }

    /** Number of queries. */
    public int queries() {
        return before.length;
    }

    /** Number of gallery sequences. */
    public int gallery() {
        return gallery.size();
    }

    /** Wrong ones at least as near as the nearest right one, or -1 if the gallery holds no right one. */
    int before(int query) {
        return before[query];
    }

    /** Average precision of a query, NaN if the gallery holds no right one. */
    double averagePrecision(int query) {
        return precisions[query];
    }

    /** Scores of the nearest right one of each query that has one. */
    public double[] nearestRight() {
        return finite(right);
    }

    /** Scores of the nearest wrong one of each query. */
    public double[] nearestWrong() {
        return finite(wrong);
    }

    private static double[] finite(float[] scores) {
        return IntStream.range(0, scores.length).mapToDouble(i -> scores[i]).filter(Double::isFinite).toArray();
    }

    /** How near each probe sequence is to each person. */
    public PersonScores persons() {
        return persons;
    }
}
