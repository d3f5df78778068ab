package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.MODEL;
import static gaitkeeper.matcher.Crowd.enrolled;
import static gaitkeeper.matcher.Crowd.person;
import static gaitkeeper.matcher.Crowd.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.People;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.matcher.Gallery.Hit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExactIndexTest extends GalleryContract {
    private static final int PEOPLE = 400;
    private static final int WIDTH = 13;

    @Override
    TestGallery empty(Metric metric) {
        return TestGallery.of(metric);
    }

    @Test
    void keepsSoManyExemplarsPerIdentityAndNoMore() {
        var gallery = TestGallery.of(Metric.EUCLIDEAN);
        gallery.apply(enrolled(1));
        for (int n = 0; n < Ledger.MAX_EXEMPLARS + 20; n++) {
            gallery.apply(shown(1, n, n));
        }

        assertThat(gallery.ledger().held(person(1))).hasSize(Ledger.MAX_EXEMPLARS);
        assertThat(gallery.search(MODEL, new float[]{Ledger.MAX_EXEMPLARS + 19}, 1))
                .containsExactly(new Hit(person(1), -20));
    }

    @Test
    void refusesAnExemplarOfAnotherWidthAndStaysAsItWas() {
        var gallery = TestGallery.of(Metric.COSINE);
        gallery.apply(enrolled(1));
        gallery.apply(shown(1, 0, 1, 0));

        assertThatIllegalArgumentException().isThrownBy(() -> gallery.apply(shown(1, 1, 1, 0, 0)));

        assertThat(gallery.ledger().held(person(1))).hasSize(1);
    }

    @Test
    void nobodyIsEverSeenWithoutTheirName() throws InterruptedException, ExecutionException {
        var gallery = TestGallery.of(Metric.COSINE);
        int count = 5_000;
        try (var reader = Executors.newSingleThreadExecutor()) {
            Future<Integer> nameless = reader.submit(() -> {
                int found = 0;
                for (int who = 0; who < count; who++) {
                    Optional<Candidate> candidate = gallery.ledger().candidate(person(who));
                    while (candidate.isEmpty() && !Thread.currentThread().isInterrupted()) {
                        candidate = gallery.ledger().candidate(person(who));
                    }
                    found += candidate.map(Candidate::name).orElse("").isEmpty() ? 1 : 0;
                }
                return found;
            });
            for (int who = 0; who < count; who++) {
                gallery.apply(enrolled(who, "person " + who));
            }

            assertThat(nameless.get()).isZero();
        }
    }

    @Test
    void searchesSeeWholeRowsWhileAnotherThreadApplies() throws InterruptedException, ExecutionException {
        var gallery = TestGallery.of(Metric.COSINE);
        var done = new AtomicBoolean();
        var known = new AtomicInteger();
        try (var readers = Executors.newFixedThreadPool(2)) {
            Callable<Integer> look = () -> {
                int rounds = 0;
                for (; !done.get() || rounds == 0; rounds++) {
                    checkSearch(gallery, known.get(), rounds % 90);
                }
                return rounds;
            };
            List<Future<Integer>> searches = List.of(readers.submit(look), readers.submit(look));
            try {
                fill(gallery, known);
            } finally {
                done.set(true);
            }

            for (Future<Integer> search : searches) {
                assertThat(search.get()).isPositive();
            }
        }
        assertThat(gallery.size(MODEL)).isEqualTo(PEOPLE);
    }

    /** Everybody has a name, and exemplars that all point in the direction that is theirs. */
    private static void fill(TestGallery gallery, AtomicInteger known) {
        for (int n = 0; n < 8; n++) {
            for (int who = 0; who < PEOPLE; who++) {
                if (n == 0) {
                    gallery.apply(enrolled(who, "person " + who));
                }
                gallery.apply(shown(who, n, People.facing(direction(who), WIDTH)));
                known.accumulateAndGet(who + 1, Math::max);
            }
        }
    }

    private static double direction(long who) {
        return 90.0 * who / PEOPLE;
    }

    private static void checkSearch(Gallery gallery, int known, int degrees) {
        List<Hit> hits = gallery.search(MODEL, People.facing(degrees, WIDTH), 8);
        assertThat(hits.size()).isGreaterThanOrEqualTo(Math.min(8, known));
        Set<Object> seen = new HashSet<>();
        float before = Float.POSITIVE_INFINITY;
        for (Hit hit : hits) {
            long who = hit.identity().value().getLeastSignificantBits();
            assertThat(seen.add(who)).isTrue();
            assertThat(hit.score()).isLessThanOrEqualTo(before)
                    .isCloseTo((float) Math.cos(Math.toRadians(degrees - direction(who))), within(1e-5f));
            assertThat(gallery.ledger().candidate(hit.identity())).map(Candidate::name).contains("person " + who);
            before = hit.score();
        }
        assertThat(gallery.ledger().everyone()).allSatisfy(
                someone -> assertThat(someone.name()).isEqualTo("person " + someone.number()));
    }
}
