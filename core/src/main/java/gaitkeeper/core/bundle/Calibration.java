package gaitkeeper.core.bundle;

import java.util.Comparator;
import java.util.List;

/**
 * Which score a track must reach to be taken for its nearest identity, measured on tracks of people outside the gallery.
 *
 * @param population who was measured, and how
 * @param galleryIdentities identities in the gallery when it was measured
 * @param rows one per number of windows, any order
 */
public record Calibration(String population, int galleryIdentities, List<Row> rows) {
    /*
     * What is tested is not the score itself but how much nearer the nearest identity is than it would have to be by chance:
     *
     *     relative margin = 1 - d1 / min(d2, reference)
     *
     * d1 and d2 are the mean distances (Metric.distance) of the nearest identity and of the best of the others. A clean track
     * is near to everybody and a noisy one far from everybody, so d1 alone says little; d2 tells which of both it is. The
     * reference stands in where d2 says nothing, in galleries of nobody else or of few: there the second is far by chance.
     * Because of that, the threshold needs no correction for the gallery's size.
     */

    /**
     * What was measured after one number of windows.
     *
     * @param windows windows of the track behind the scores, 1 or more
     * @param reference median distance between a stranger's track and the second nearest identity, above 0
     * @param points the measured points, any order
     */
    public record Row(int windows, float reference, List<Point> points) {
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
         * on the logarithm of the rate; beyond them the nearest is used.
         *
         * @param fpir above 0 and below 1
         */
        public double margin(double fpir) {
            if (fpir <= points.getFirst().fpir()) {
                return points.getFirst().margin();
            }
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
     * @param margin the relative margin, 1 or less
     * @param tpir share of tracks of enrolled people answered rightly at that margin, 0 to 1
     */
    public record Point(double fpir, float margin, double tpir) {}

    /** Checks that there is something to go by. */
    public Calibration {
        if (galleryIdentities < 1 || rows.isEmpty()) {
            throw new IllegalArgumentException("a calibration needs a gallery size and at least one row");
        }
        rows = rows.stream().sorted(Comparator.comparingInt(Row::windows)).toList();
    }

    /** The row for a number of windows: the nearest measured count at or below, else the smallest. */
    public Row row(int windows) {
        return rows.reversed().stream().filter(row -> row.windows() <= windows).findFirst().orElse(rows.getFirst());
    }

    /**
     * The mean score the nearest identity must reach for false positive identifications to stay at the budget.
     *
     * @param metric of the model
     * @param windows windows of the track so far, 1 or more
     * @param runnerUp highest mean score of the other identities, negative infinity when there is none
     * @param fpir false positive identifications per search of a stranger, above 0 and below 1
     */
    public float threshold(Metric metric, int windows, double runnerUp, double fpir) {
        Row row = row(windows);
        double second = Math.min(metric.distance(runnerUp), row.reference());
        return (float) metric.score((1 - row.margin(fpir)) * second);
    }
}
