package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.enrolled;
import static gaitkeeper.matcher.Crowd.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Metric;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The registrar's view: a replica that lags behind the log, and the outbox with the rest. */
class UnionGalleryTest extends GalleryContract {
    @Override
    Gallery empty(Metric metric) {
        return new Lagging(new Backlog(metric), 3);
    }

    @Test
    void isReadOnly() {
        var view = new UnionGallery(new ExactGallery(Metric.COSINE), new ExactGallery(Metric.COSINE));

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> view.apply(enrolled(1)));
    }

    @Test
    void aNameThatTheNewerTookAwayIsFree() {
        var older = new ExactGallery(Metric.COSINE);
        older.apply(enrolled(1, "Kim"));
        var newer = new ExactGallery(Metric.COSINE);
        newer.apply(enrolled(1, "Ann"));

        var view = new UnionGallery(older, newer);

        assertThat(view.named("Kim")).isEmpty();
        assertThat(view.named("Ann")).contains(person(1));
    }

    /** The log as the registrar sees it, while the replica catches up in leaps. */
    private record Lagging(Backlog backlog, int every) implements Gallery {
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
        public List<Hit> search(ModelId model, float[] probe, int limit) {
            return view().search(model, probe, limit);
        }

        @Override
        public List<Hit> likeliest(ModelId model, TrackMean track, int limit) {
            return view().likeliest(model, track, limit);
        }

        @Override
        public int size(ModelId model) {
            backlog.outbox().prune();
            return view().size(model);
        }

        @Override
        public Optional<Candidate> candidate(IdentityId identity) {
            return view().candidate(identity);
        }

        @Override
        public Optional<IdentityId> named(String name) {
            return view().named(name);
        }

        @Override
        public Optional<IdentityId> enrolledFrom(Visit visit) {
            return view().enrolledFrom(visit);
        }

        @Override
        public Set<Held> held(IdentityId identity) {
            return view().held(identity);
        }

        @Override
        public List<Candidate> everyone() {
            return view().everyone();
        }
    }
}
