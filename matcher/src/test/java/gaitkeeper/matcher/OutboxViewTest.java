package gaitkeeper.matcher;

import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.gallery.Ledger;
import java.util.List;

/** The registrar's view: a replica that lags behind the log, and the outbox with the rest. */
class OutboxViewTest extends GalleryContract {
    @Override
    TestGallery empty(Metric metric) {
        return new Lagging(new Backlog(metric), 3);
    }

    /** The log as the registrar sees it, while the replica catches up in leaps. */
    private record Lagging(Backlog backlog, int every) implements TestGallery {
        @Override
        public void apply(IdentityEvent event) {
            backlog.write(event);
            if (Math.floorMod(event.hashCode(), every) == 0) {
                backlog.followAll();
            }
        }

        private Gallery view() {
            return backlog.outbox().view();
        }

        @Override
        public Ledger ledger() {
            return view().ledger();
        }

        @Override
        public List<Hit> search(ModelId model, float[] probe, int limit) {
            return view().search(model, probe, limit);
        }

        @Override
        public List<Hit> likeliest(ModelId model, TrackMean track, int limit) {
            return view().likeliest(model, track, limit);
        }

        @Override
        public int size(ModelId model) {
            backlog.followAll();
            backlog.outbox().prune();
            return view().size(model);
        }
    }
}
