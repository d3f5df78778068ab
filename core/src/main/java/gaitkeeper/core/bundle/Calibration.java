package gaitkeeper.core.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Which score a track must reach to be taken for its nearest identity, measured on tracks of people inside and outside of
 * galleries of several sizes.
 *
 * @param population who was measured, and how
 * @param rule how tracks are compared
 * @param galleries one per size of gallery, any order
 */
public record Calibration(String population, @JsonProperty("plda") TrackComparison rule, List<Gallery> galleries) {
    /*
     * A bundle with a PLDA compares a track's mean embedding with everybody's; its scores are likelihood ratios and its
     * margins are scores. A bundle without compares window by window with exemplars; there, what is tested is not the score itself but how much nearer the nearest identity is than it would have to be by chance:
     *
     *     relative margin = 1 - d1 / min(d2, reference)
     *
     * d1 and d2 are the mean distances (Metric.distance) of the nearest identity and of the best of the others. A clean track
     * is near to everybody and a noisy one far from everybody, so d1 alone says little; d2 tells which of both it is. The
     * reference stands in where d2 says nothing: there the second is far by chance.
     *
     * The size of the gallery matters both ways. Among few, the second is far, so a stranger easily leads by a lot and the
     * margin must be wider; among many, somebody always looks alike, so a stranger's best score is higher.
     */

    /**
     * What was measured with galleries of one size.
     *
     * @param identities in the gallery, 1 or more
     * @param rows one per number of windows, any order
     */
    public record Gallery(int identities, List<Row> rows) {
        /** Checks that there is something to go by. */
        public Gallery {
            if (identities < 1 || rows.isEmpty()) {
                throw new IllegalArgumentException("a calibration needs a gallery size and at least one row");
            }
            rows = rows.stream().sorted(Comparator.comparingInt(Row::windows)).toList();
        }

        /** The row for a number of windows: the nearest measured count at or below, else the smallest. */
        public Row row(int windows) {
            return rows.reversed().stream().filter(row -> row.windows() <= windows).findFirst()
                    .orElse(rows.getFirst());
        }
    }

    /**
     * What was measured after one number of windows.
     *
     * @param windows windows of the track behind the scores, 1 or more
     * @param reference median distance between a stranger's track and the second nearest identity, above 0; 1 with a PLDA
     * @param stranger the relative margin over the reference, or the likelihood ratio, that all but a few tracks of enrolled people exceed; who stays
     *     below resembles nobody
     * @param points the measured points, any order
     */
    public record Row(int windows, float reference, float stranger, List<Point> points) {
        /** Checks that there is something to go by. */
        public Row {
            if (windows < 1 || !(reference > 0) || points.isEmpty()) {
                throw new IllegalArgumentException(
                        "a calibration row needs windows, a reference and at least one point");
            }
            if (points.stream().anyMatch(point -> !(point.fpir() > 0 && point.fpir() < 1))) {
                throw new IllegalArgumentException("a calibration point's fpir must lie between 0 and 1");
            }
            points = points.stream().sorted(Comparator.comparingDouble(Point::fpir)).toList();
        }

        /**
         * The relative margin that keeps false positive identifications at a rate. Between measured rates it is interpolated
         * on the logarithm of the rate, below them it goes on as between the two smallest; above them the largest is used.
         *
         * @param fpir above 0 and below 1
         */
        public double margin(double fpir) {
            for (int i = 1; i < points.size(); i++) {
                Point low = points.get(i - 1);
                Point high = points.get(i);
                if (fpir <= high.fpir()) {
                    double share = Math.log(fpir / low.fpir()) / Math.log(high.fpir() / low.fpir());
                    return low.margin() + share * (high.margin() - low.margin());
                }
            }
            return points.getLast().margin();
        }

        /** The relative margin of a track. The second distance is positive infinity when there is no other identity. */
        public double margin(double nearest, double second) {
            return 1 - nearest / Math.min(second, reference);
        }
    }

    /**
     * One measured point.
     *
     * @param fpir share of tracks of strangers that reached the margin, 0 to 1
     * @param margin the relative margin, 1 or less; the likelihood ratio with a PLDA
     * @param tpir share of tracks of enrolled people answered rightly at that margin, 0 to 1
     */
    public record Point(double fpir, float margin, double tpir) {}

    /** Checks that there is something to go by. */
    public Calibration {
        if (galleries.isEmpty()) {
            throw new IllegalArgumentException("a calibration needs a gallery");
        }
        galleries = galleries.stream().sorted(Comparator.comparingInt(Gallery::identities)).toList();
    }

    /** One that compares window by window with exemplars. */
    public static Calibration ofExemplars(String population, List<Gallery> galleries) {
        return new Calibration(population, new TrackComparison.Exemplars(), galleries);
    }

    /** One that compares means. */
    public static Calibration ofMeans(String population, Plda plda, List<Gallery> galleries) {
        return new Calibration(population, new TrackComparison.Means(plda), galleries);
    }

    /**
     * The mean score the nearest identity must reach for false positive identifications to stay at the budget. In galleries
     * larger than any measured a stranger has more chances, each as good as in the largest measured.
     *
     * @param metric of the model
     * @param identities in the gallery, 0 or more
     * @param windows windows of the track so far, 1 or more
     * @param runnerUp highest mean score of the other identities, negative infinity when there is none
     * @param fpir false positive identifications per search of a stranger, above 0 and below 1
     */
    public float threshold(Metric metric, int identities, int windows, double runnerUp, double fpir) {
        double rate = ofLargest(fpir, identities);
        return between(identities, gallery -> {
            Row row = gallery.row(windows);
            return switch (rule) {
                case TrackComparison.Means _ -> row.margin(rate);
                case TrackComparison.Exemplars _ -> metric.score(
                        (1 - row.margin(rate)) * Math.min(metric.distance(runnerUp), row.reference()));
            };
        });
    }

    /**
     * The mean score of the nearest identity below which a track resembles nobody enrolled.
     *
     * @param metric of the model
     * @param identities in the gallery, 0 or more
     * @param windows windows of the track so far, 1 or more
     */
    public float stranger(Metric metric, int identities, int windows) {
        return between(identities, gallery -> {
            Row row = gallery.row(windows);
            return switch (rule) {
                case TrackComparison.Means _ -> row.stranger();
                case TrackComparison.Exemplars _ -> metric.score((1 - row.stranger()) * row.reference());
            };
        });
    }

    /** How tracks are compared with people; empty to compare window by window with exemplars. */
    public Optional<Plda> comparison() {
        return switch (rule) {
            case TrackComparison.Means means -> Optional.of(means.plda());
            case TrackComparison.Exemplars _ -> Optional.empty();
        };
    }

    /** Whether the mean embeddings of tracks and people are compared, and not windows with exemplars. */
    public boolean comparesMeans() {
        return rule instanceof TrackComparison.Means;
    }

    /** The rate in the largest measured gallery that comes to {@code fpir} in one of {@code identities}. */
    private double ofLargest(double fpir, int identities) {
        int largest = galleries.getLast().identities();
        return identities <= largest ? fpir : -Math.expm1(Math.log1p(-fpir) * largest / identities);
    }

    /** Interpolates on the logarithm of the gallery's size; beyond the measured sizes the nearest is used. */
    private float between(int identities, ToDoubleFunction<Gallery> score) {
        Gallery low = galleries.getFirst();
        for (Gallery high : galleries) {
            if (identities <= high.identities()) {
                double from = score.applyAsDouble(low);
                return (float) (identities <= low.identities()
                        ? from
                        : from + (score.applyAsDouble(high) - from) * Math.log(identities / (double) low.identities())
                                / Math.log(high.identities() / (double) low.identities()));
            }
            low = high;
        }
        return (float) score.applyAsDouble(low);
    }
}
