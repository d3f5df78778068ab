package gaitkeeper.matcher;

import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.matcher.search.VectorIndex;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** A gallery that tests fill: events become the entries of a log. */
interface TestGallery extends Gallery {
    void apply(IdentityEvent event);

    static Logged of(Metric metric) {
        return new Logged(new LoggedGallery(() -> new ExactIndex(metric, Optional.empty())));
    }

    /** One that searches vectors in another way. */
    static Logged over(IntFunction<VectorIndex> vectors) {
        return new Logged(new LoggedGallery(() -> new ExactIndex(vectors, Optional.empty())));
    }

    static Logged of(Metric metric, Plda plda) {
        return new Logged(new LoggedGallery(() -> new ExactIndex(metric, Optional.of(plda))));
    }

    /** One that follows the log entry by entry. */
    record Logged(LoggedGallery gallery) implements TestGallery {
        @Override
        public void apply(IdentityEvent event) {
            apply(event, "command " + ledger().last());
        }

        /** An entry of a command that is to be undone as a whole. */
        void apply(IdentityEvent event, String command) {
            gallery.apply(entry(event, command));
        }

        LogEntry entry(IdentityEvent event, String command) {
            return new LogEntry(ledger().last() + 1, Crowd.command(command), "test", 0, event);
        }

        @Override
        public Ledger ledger() {
            return gallery.ledger();
        }

        @Override
        public List<Hit> search(ModelId model, float[] probe, int limit) {
            return gallery.search(model, probe, limit);
        }

        @Override
        public List<Hit> likeliest(ModelId model, TrackMean track, int limit) {
            return gallery.likeliest(model, track, limit);
        }

        @Override
        public int size(ModelId model) {
            return gallery.size(model);
        }
    }
}
