package gaitkeeper.ingest.cameras;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds out which views of one moment are of the same body, by how well their sight rays meet. */
public final class BodyMatcher {
    /** A view whose rays pass the body further than this, pixels in the median, is of another. */
    private static final double MOST_MISS = 25;
    private static final double LEAST_SHARE = 0.4;

    private final int leastViews;

    /**
     * Makes a matcher.
     *
     * @param cameras how many there are; two alone see many bodies that are not there, so three must agree where there are three
     */
    public BodyMatcher(int cameras) {
        this.leastViews = Math.min(3, cameras);
    }

    /** The bodies seen, the one that fits best first; a view is of one body at most. */
    public List<SolidBody> bodies(List<View> views) {
        List<View> left = new ArrayList<>(views);
        List<SolidBody> bodies = new ArrayList<>();
        for (Optional<SolidBody> next = best(left); next.isPresent(); next = best(left)) {
            bodies.add(next.get());
            left.removeAll(next.get().views());
        }
        return bodies;
    }

    private Optional<SolidBody> best(List<View> views) {
        List<SolidBody> bodies = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            for (int j = i + 1; j < views.size(); j++) {
                extend(List.of(views.get(i), views.get(j)), views).ifPresent(bodies::add);
            }
        }
        return bodies.stream().min(Comparator.<SolidBody>comparingInt(body -> -body.views().size())
                .thenComparingDouble(SolidBody::miss));
    }

    /** A pair, and of each other camera the first view that fits. */
    private Optional<SolidBody> extend(List<View> pair, List<View> views) {
        Optional<SolidBody> body = fitting(pair);
        for (View view : views) {
            body = body.map(so -> with(so, view).orElse(so));
        }
        return body.filter(one -> one.views().size() >= leastViews);
    }

    private static Optional<SolidBody> with(SolidBody body, View another) {
        List<View> more = new ArrayList<>(body.views());
        more.add(another);
        return fitting(more);
    }

    /** The body of these views if they are of different cameras and their rays meet. */
    private static Optional<SolidBody> fitting(List<View> views) {
        if (views.stream().map(View::camera).distinct().count() < views.size()) {
            return Optional.empty();
        }
        var body = new SolidBody(views);
        boolean fits = body.placed() >= LEAST_SHARE * views.getFirst().joints() && body.miss() <= MOST_MISS;
        return fits ? Optional.of(body) : Optional.empty();
    }
}
