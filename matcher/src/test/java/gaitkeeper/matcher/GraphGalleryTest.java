package gaitkeeper.matcher;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.matcher.search.GraphIndex;

/** With graphs that are built by whoever makes them necessary. */
class GraphGalleryTest extends GalleryContract {
    @Override
    TestGallery empty(Metric metric) {
        return TestGallery.over(width -> new GraphIndex(metric, width, 10, Runnable::run));
    }
}
