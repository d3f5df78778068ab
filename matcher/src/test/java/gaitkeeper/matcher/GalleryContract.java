package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.MODEL;
import static gaitkeeper.matcher.Crowd.OTHER_MODEL;
import static gaitkeeper.matcher.Crowd.enrolled;
import static gaitkeeper.matcher.Crowd.named;
import static gaitkeeper.matcher.Crowd.person;
import static gaitkeeper.matcher.Crowd.shown;
import static gaitkeeper.matcher.Crowd.visitOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.People;
import gaitkeeper.core.Visit;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.matcher.Gallery.Hit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What every gallery promises. */
abstract class GalleryContract {
    private static final int ANN = 1;
    private static final int BOB = 2;
    private static final int CEM = 3;
    private static final int WIDTH = 5;

    /** An empty gallery that {@code apply} fills. */
    abstract TestGallery empty(Metric metric);

    private TestGallery of(Metric metric, IdentityEvent... events) {
        TestGallery gallery = empty(metric);
        List.of(events).forEach(gallery::apply);
        return gallery;
    }

    private static float[] at(double degrees) {
        return People.facing(degrees, WIDTH);
    }

    private static List<IdentityId> people(List<Hit> hits) {
        return hits.stream().map(Hit::identity).toList();
    }

    @ParameterizedTest
    @EnumSource
    void recognisesWhomItWasShown(Metric metric) {
        TestGallery gallery = of(metric, enrolled(ANN), enrolled(BOB), shown(ANN, 0, at(10)), shown(BOB, 0, at(80)));

        List<Hit> hits = gallery.search(MODEL, at(20), 1);

        assertThat(people(hits)).containsExactly(person(ANN));
    }

    @Test
    void scoresByCosine() {
        TestGallery gallery = of(Metric.COSINE, enrolled(ANN), shown(ANN, 0, 3, 0, 0, 0, 0));

        assertThat(gallery.search(MODEL, new float[]{1, 1, 0, 0, 0}, 1).getFirst().score())
                .isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
    }

    @Test
    void scoresByNegativeDistance() {
        TestGallery gallery = of(Metric.EUCLIDEAN, enrolled(ANN), shown(ANN, 0, 3, 0, 0, 0, 0));

        assertThat(gallery.search(MODEL, new float[]{0, 4, 0, 0, 0}, 1)).containsExactly(new Hit(person(ANN), -5));
    }

    @ParameterizedTest
    @EnumSource
    void findsEachIdentityOnceByItsNearestExemplar(Metric metric) {
        TestGallery gallery = of(metric, enrolled(ANN), shown(ANN, 0, at(10)), shown(ANN, 1, at(40)),
                shown(ANN, 2, at(70)));

        List<Hit> hits = gallery.search(MODEL, at(40), 10);

        assertThat(hits).singleElement()
                .satisfies(hit -> assertThat(hit.score()).isCloseTo(metric == Metric.COSINE ? 1 : 0, within(1e-3f)));
    }

    @ParameterizedTest
    @EnumSource
    void ranksTheNearestFirst(Metric metric) {
        TestGallery gallery = of(metric, enrolled(ANN), enrolled(BOB), enrolled(CEM), shown(ANN, 0, at(90)),
                shown(BOB, 0, at(10)), shown(CEM, 0, at(45)));

        assertThat(people(gallery.search(MODEL, at(0), 10))).containsExactly(person(BOB), person(CEM), person(ANN));
    }

    @ParameterizedTest
    @EnumSource
    void ranksEqualsInTheOrderTheyWereFirstShown(Metric metric) {
        TestGallery gallery = of(metric, enrolled(ANN), enrolled(BOB), enrolled(CEM), shown(CEM, 0, at(10)),
                shown(ANN, 0, at(10)), shown(BOB, 0, at(10)));

        assertThat(people(gallery.search(MODEL, at(0), 10))).containsExactly(person(CEM), person(ANN), person(BOB));
    }

    @Test
    void keepsTheFirstShownOfEqualsWithinTheLimit() {
        TestGallery gallery = of(Metric.COSINE, enrolled(ANN), enrolled(BOB), enrolled(CEM), shown(CEM, 0, at(10)),
                shown(ANN, 0, at(10)), shown(BOB, 0, at(10)));

        assertThat(people(gallery.search(MODEL, at(0), 2))).containsExactly(person(CEM), person(ANN));
    }

    @Test
    void findsNoMoreThanTheLimit() {
        TestGallery gallery = empty(Metric.COSINE);
        for (int n = 1; n <= 20; n++) {
            gallery.apply(enrolled(n));
            gallery.apply(shown(n, 0, at(n)));
        }

        assertThat(people(gallery.search(MODEL, at(0), 3))).containsExactly(person(1), person(2), person(3));
    }

    @Test
    void findsNobodyWhenEmpty() {
        assertThat(empty(Metric.COSINE).search(MODEL, at(0), 5)).isEmpty();
    }

    @Test
    void findsNobodyUnderAnUnknownModel() {
        TestGallery gallery = of(Metric.COSINE, enrolled(ANN), shown(ANN, 0, at(10)));

        assertThat(gallery.search(OTHER_MODEL, at(10), 5)).isEmpty();
    }

    @Test
    void neverComparesModels() {
        TestGallery gallery = of(Metric.COSINE, enrolled(ANN), enrolled(BOB), shown(ANN, 0, at(10)),
                new ExemplarAdded(person(BOB), Crowd.exemplar(BOB, 0, OTHER_MODEL, 1, 2)));

        assertThat(people(gallery.search(OTHER_MODEL, new float[]{1, 2}, 5))).containsExactly(person(BOB));
    }

    @Test
    void refusesAProbeOfAnotherWidth() {
        TestGallery gallery = of(Metric.COSINE, enrolled(ANN), shown(ANN, 0, at(10)));

        assertThatIllegalArgumentException().isThrownBy(() -> gallery.search(MODEL, new float[WIDTH + 1], 1))
                .withMessageContaining("6").withMessageContaining("5");
    }

    @Test
    void countsIdentitiesThatHaveExemplars() {
        TestGallery gallery = of(Metric.COSINE, enrolled(ANN), shown(ANN, 0, at(1)), shown(ANN, 1, at(2)),
                enrolled(BOB));

        assertThat(gallery.size(MODEL)).isEqualTo(1);
        assertThat(gallery.size(OTHER_MODEL)).isZero();
    }

    @Test
    void holdsExemplarsByModelAndSequence() {
        TestGallery gallery = of(Metric.COSINE, enrolled(ANN), enrolled(BOB), shown(ANN, 0, at(1)),
                shown(ANN, 1, at(2)),
                new ExemplarAdded(person(ANN), Crowd.exemplar(ANN, 0, OTHER_MODEL, 1, 2)));

        assertThat(gallery.ledger().held(person(ANN))).containsExactlyInAnyOrder(
                new ExemplarId(MODEL, Crowd.sequence(ANN, 0)),
                new ExemplarId(MODEL, Crowd.sequence(ANN, 1)), new ExemplarId(OTHER_MODEL, Crowd.sequence(ANN, 0)));
        assertThat(gallery.ledger().held(person(BOB))).isEmpty();
        assertThat(gallery.ledger().held(person(CEM))).isEmpty();
    }

    @Test
    void ignoresEvidenceForAStranger() {
        TestGallery gallery = of(Metric.COSINE, shown(ANN, 0, at(10)), named(ANN, "Ann"));

        assertThat(gallery.ledger().everyone()).isEmpty();
        assertThat(gallery.ledger().named("Ann")).isEmpty();
        assertThat(gallery.search(MODEL, at(10), 5)).isEmpty();
    }

    @Test
    void listsEveryoneInOrderOfTheirNumbers() {
        TestGallery gallery = of(Metric.COSINE, enrolled(CEM, "Cem"), enrolled(ANN), enrolled(BOB));

        assertThat(gallery.ledger().everyone()).containsExactly(new Candidate(person(ANN), ANN, ""),
                new Candidate(person(BOB), BOB, ""), new Candidate(person(CEM), CEM, "Cem"));
    }

    @Test
    void aLaterStayUnderTheSameTrackIdIsNobodysYet() {
        TestGallery gallery = of(Metric.COSINE, enrolled(BOB));

        Visit later = new Visit(visitOf(BOB).track(), visitOf(BOB).firstTimeNs() + 1);

        assertThat(gallery.ledger().owner(later)).isEmpty();
    }

    @Test
    void remembersTheTrackOfAnEnrolment() {
        TestGallery gallery = of(Metric.COSINE, enrolled(ANN), enrolled(BOB));

        assertThat(gallery.ledger().owner(visitOf(BOB))).contains(person(BOB));
        assertThat(gallery.ledger().owner(visitOf(CEM))).isEmpty();
    }

    @Test
    void enrolsUnderAName() {
        TestGallery gallery = of(Metric.COSINE, enrolled(ANN, "Ann"));

        assertThat(gallery.ledger().named("Ann")).contains(person(ANN));
        assertThat(gallery.ledger().candidate(person(ANN)).orElseThrow().label()).isEqualTo("Ann");
    }

    @Test
    void knowsNobodyByTheEmptyName() {
        assertThat(of(Metric.COSINE, enrolled(ANN)).ledger().named("")).isEmpty();
    }

    @Test
    void renames() {
        TestGallery gallery = of(Metric.COSINE, enrolled(ANN, "Ann"), enrolled(BOB), named(ANN, "Anne"));

        assertThat(gallery.ledger().named("Ann")).isEmpty();
        assertThat(gallery.ledger().named("Anne")).contains(person(ANN));
        assertThat(gallery.ledger().candidate(person(ANN)).orElseThrow().name()).isEqualTo("Anne");
    }

    @Test
    void clearsAName() {
        TestGallery gallery = of(Metric.COSINE, enrolled(ANN, "Ann"), enrolled(BOB), named(ANN, ""));

        assertThat(gallery.ledger().named("Ann")).isEmpty();
        assertThat(gallery.ledger().candidate(person(ANN)).orElseThrow().label()).isEqualTo("stranger 1");
    }

    @Test
    void givesAFreedNameToAnother() {
        TestGallery gallery = of(Metric.COSINE, enrolled(ANN, "Kim"), enrolled(BOB), named(ANN, "Ann"),
                named(BOB, "Kim"),
                named(ANN, "Anne"));

        assertThat(gallery.ledger().named("Kim")).contains(person(BOB));
        assertThat(gallery.ledger().named("Anne")).contains(person(ANN));
    }

    @Test
    void showsWhatALogShowsThatIsFollowedEntryByEntry() {
        var random = new Random(11);
        for (int round = 0; round < 60; round++) {
            List<IdentityEvent> events = randomEvents(random, 60);
            TestGallery followed = TestGallery.of(Metric.EUCLIDEAN);
            TestGallery gallery = empty(Metric.EUCLIDEAN);
            events.forEach(followed::apply);
            events.forEach(gallery::apply);

            assertThat(everythingAbout(gallery)).as("round " + round).isEqualTo(everythingAbout(followed));
        }
    }

    /** Entries as a registrar writes them: nobody is named or shown before enrolment, no name is given twice. */
    private static List<IdentityEvent> randomEvents(Random random, int count) {
        TestGallery model = TestGallery.of(Metric.EUCLIDEAN);
        List<IdentityEvent> events = new ArrayList<>();
        while (events.size() < count) {
            int who = random.nextInt(5);
            IdentityEvent event = switch (random.nextInt(4)) {
                case 0 -> enrolled(who);
                case 1 -> named(who, List.of("", "a", "b", "c").get(random.nextInt(4)));
                default -> shown(who, random.nextInt(6), random.nextInt(4), random.nextInt(4));
            };
            boolean known = model.ledger().candidate(person(who)).isPresent();
            if (known != event instanceof IdentityEvent.Enrolled
                    && !(event instanceof Named name && model.ledger().named(name.name()).isPresent())
                    && !(event instanceof ExemplarAdded added
                            && model.ledger().held(person(who)).contains(added.exemplar().id()))) {
                model.apply(event);
                events.add(event);
            }
        }
        return events;
    }

    private static List<Object> everythingAbout(Gallery gallery) {
        List<Object> all = new ArrayList<>(gallery.ledger().everyone());
        for (int who = 0; who < 5; who++) {
            all.add(List.of(gallery.ledger().held(person(who)), gallery.ledger().owner(visitOf(who)),
                    gallery.ledger().candidate(person(who))));
        }
        List.of("", "a", "b", "c").forEach(name -> all.add(gallery.ledger().named(name)));
        all.add(gallery.search(MODEL, new float[]{1, 2}, 10));
        all.add(gallery.search(MODEL, new float[]{3, 0}, 2));
        return all;
    }

    @ParameterizedTest
    @CsvSource({"1, EUCLIDEAN", "3, EUCLIDEAN", "13, EUCLIDEAN", "420, EUCLIDEAN", "1, COSINE", "3, COSINE",
        "13, COSINE", "420, COSINE"})
    void findsWhatAPlainLoopFinds(int width, Metric metric) {
        var random = new Random(width);
        TestGallery gallery = empty(metric);
        List<ExemplarAdded> shown = new ArrayList<>();
        for (int who = 0; who < 40; who++) {
            gallery.apply(enrolled(who));
            for (int n = 0; n < 1 + random.nextInt(12); n++) {
                ExemplarAdded added = shown(who, n, vector(random, width));
                shown.add(added);
                gallery.apply(added);
            }
        }
        for (int round = 0; round < 20; round++) {
            float[] probe = vector(random, width);

            List<Hit> hits = gallery.search(MODEL, probe, 8);

            List<Hit> plain = plainSearch(metric, shown, probe);
            assertThat(hits).hasSize(8);
            for (int rank = 0; rank < 8; rank++) {
                Hit hit = hits.get(rank);
                float own = plain.stream().filter(p -> p.identity().equals(hit.identity())).findFirst().orElseThrow()
                        .score();
                assertThat(hit.score()).isCloseTo(own, within(1e-4f)).isCloseTo(plain.get(rank).score(), within(1e-4f));
            }
        }
    }

    private static float[] vector(Random random, int width) {
        float[] vector = new float[width];
        IntStream.range(0, width).forEach(i -> vector[i] = (float) random.nextGaussian());
        return vector;
    }

    private static List<Hit> plainSearch(Metric metric, List<ExemplarAdded> shown, float[] probe) {
        return IntStream.range(0, 40).mapToObj(who -> new Hit(person(who), (float) shown.stream()
                .filter(added -> added.identity().equals(person(who)))
                .mapToDouble(added -> plainScore(metric, added.exemplar().vector(), probe)).max().orElseThrow()))
                .sorted(Comparator.comparing(Hit::score).reversed()).toList();
    }

    private static double plainScore(Metric metric, float[] a, float[] b) {
        double dot = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            aa += (double) a[i] * a[i];
            bb += (double) b[i] * b[i];
        }
        return metric == Metric.COSINE ? dot / Math.sqrt(aa * bb) : -Math.sqrt(Math.max(0, aa + bb - 2 * dot));
    }
}
