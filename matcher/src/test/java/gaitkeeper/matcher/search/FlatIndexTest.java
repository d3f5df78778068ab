package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Metric;

class FlatIndexTest extends VectorIndexContract {
    @Override
    VectorIndex empty(Metric metric, int width) {
        return new FlatIndex(metric, width);
    }
}
