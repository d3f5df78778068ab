package gaitkeeper.core.bundle;

import java.util.Comparator;
import java.util.List;

/**
 * Which score a track must reach, measured on tracks of people outside the gallery.
 *
 * @param population who was measured, and how
 * @param galleryIdentities N, identities in the gallery when it was measured
 * @param points the measured points, any order
 */
public record Calibration(String population, int galleryIdentities, List<Point> points) {
    /**
     * One measured point.
     *
     * @param windows windows of the track behind the score
     * @param fpir share of tracks of strangers whose best score reached the threshold, 0 to 1
     * @param threshold the score
     * @param tpir share of tracks of enrolled people answered rightly at that threshold, 0 to 1
     */
    public record Point(int windows, double fpir, float threshold, double tpir) {}

    /** Checks that there is something to go by. */
    public Calibration {
        if (galleryIdentities < 1 || points.isEmpty()) {
            throw new IllegalArgumentException("a calibration needs a gallery size and at least one point");
        }
        points = points.stream().sorted(Comparator.comparingInt(Point::windows).thenComparingDouble(Point::fpir))
                .toList();
    }

    /**
     * The score that keeps false positive identifications at the budget.
     *
     * <p>More windows: the nearest measured count at or below. Another gallery size: a search of n identities meets about n/N
     * times the false positives of N, so the budget is looked up scaled by N/n (Grother and Phillips' binomial model, for
     * small rates). Between measured rates the threshold is interpolated on the logarithm of the rate; beyond them the
     * nearest is used.
     *
     * @param windows windows of the track so far, 1 or more
     * @param identities identities in the gallery now
     * @param fpir false positive identifications per search of a stranger, above 0 and below 1
     */
    public float threshold(int windows, int identities, double fpir) {
        int measured = points.stream().mapToInt(Point::windows).filter(w -> w <= windows).max()
                .orElse(points.getFirst().windows());
        List<Point> row = points.stream().filter(p -> p.windows() == measured).toList();
        return interpolate(row, fpir * galleryIdentities / Math.max(1, identities));
    }

    private static float interpolate(List<Point> row, double fpir) {
        if (fpir <= row.getFirst().fpir()) {
            return row.getFirst().threshold();
        }
        for (int i = 1; i < row.size(); i++) {
            Point low = row.get(i - 1);
            Point high = row.get(i);
            if (fpir <= high.fpir()) {
                double share = Math.log(fpir / low.fpir()) / Math.log(high.fpir() / low.fpir());
                return (float) (low.threshold() + share * (high.threshold() - low.threshold()));
            }
        }
        return row.getLast().threshold();
    }
}
