package gaitkeeper.matcher;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.matcher.search.FlatIndex;

class FlatGalleryTest extends GalleryContract {
    @Override
    TestGallery empty(Metric metric) {
        return TestGallery.over(width -> new FlatIndex(metric, width));
    }
}
