package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.enrolled;
import static gaitkeeper.matcher.Crowd.person;
import static gaitkeeper.matcher.Crowd.shown;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.bundle.Calibration.Point;
import gaitkeeper.core.bundle.Calibration.Row;
import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.matcher.Gallery.Hit;
import gaitkeeper.matcher.Lookalikes.Standing;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three people in a row: 1 at the right, 2 beside them, 3 far away; for models of either comparison. */
class LookalikesTest {
    private static final Plda PLDA = new Plda(new float[2], new float[]{1, 0, 0, 1}, new float[]{1, 1},
            new float[]{0.01f, 0.01f}, new float[]{0.01f, 0.01f});
    private static final List<float[]> STAY = List.of(new float[]{1, 0}, new float[]{1, 0.1f});

    /** How a model compares. */
    private enum Comparison {
        EXEMPLARS {
            @Override
            TestGallery.Logged gallery() {
                return TestGallery.of(Metric.EUCLIDEAN);
            }

            @Override
            Calibration calibration() {
                return Crowd.calibration(Crowd.row(1, 0.5));
            }
        },
        MEANS {
            @Override
            TestGallery.Logged gallery() {
                return TestGallery.of(Metric.EUCLIDEAN, PLDA);
            }

            @Override
            Calibration calibration() {
                return Calibration.ofMeans("nobody", PLDA,
                        List.of(new Calibration.Gallery(1,
                                List.of(new Row(1, 1, -2, List.of(new Point(0.01, 1, 1)))))));
            }
        };

        abstract TestGallery.Logged gallery();

        abstract Calibration calibration();

        ModelSpec spec() {
            return Crowd.spec(2, Metric.EUCLIDEAN, calibration());
        }
    }

    private static TestGallery.Logged threePeople(Comparison comparison) {
        TestGallery.Logged gallery = comparison.gallery();
        Stream.<IdentityEvent>of(enrolled(1), enrolled(2), enrolled(3), shown(1, 0, 1, 0), shown(1, 1, 1, 0.1f),
                shown(2, 0, 0.8f, 0.2f), shown(3, 0, -1, -1)).forEach(gallery::apply);
        return gallery;
    }

    private static Lookalikes of(Comparison comparison) {
        return new Lookalikes(threePeople(comparison).gallery(), comparison.spec());
    }

    private static List<IdentityId> people(List<Hit> hits) {
        return hits.stream().map(Hit::identity).toList();
    }

    @ParameterizedTest
    @EnumSource
    void ranksWhomAStayResembles(Comparison comparison) {
        List<Hit> hits = of(comparison).of(STAY, 10);

        assertThat(people(hits)).containsExactly(person(1), person(2), person(3));
        assertThat(hits).extracting(Hit::score).isSortedAccordingTo((a, b) -> Float.compare(b, a));
        assertThat(people(of(comparison).of(STAY, 2))).containsExactly(person(1), person(2));
    }

    @ParameterizedTest
    @EnumSource
    void scoresAsTheMatcherDoes(Comparison comparison) {
        TestGallery.Logged gallery = threePeople(comparison);
        var evidence = new TrackEvidence(0);
        var decision = new Decision(gallery, comparison.spec(), MatcherConfig.DEFAULT, () -> 1);
        for (float[] window : STAY) {
            decision.compare(evidence, Crowd.visitOf(9), window, evidence.lastTimeNs() + 1);
        }

        Hit first = new Lookalikes(gallery.gallery(), comparison.spec()).of(STAY, 1).getFirst();

        assertThat(evidence.best().orElseThrow().identity()).isEqualTo(first.identity());
        assertThat(first.score()).isCloseTo(evidence.best().orElseThrow().score(), within(1e-6f));
    }

    @ParameterizedTest
    @EnumSource
    void ranksWhomAnIdentityResembles(Comparison comparison) {
        assertThat(people(of(comparison).of(person(1), 10))).containsExactly(person(2), person(3));
        assertThat(people(of(comparison).of(person(1), 1))).containsExactly(person(2));
        assertThat(of(comparison).exemplars(person(1))).containsExactly(new float[]{1, 0}, new float[]{1, 0.1f});
    }

    @ParameterizedTest
    @EnumSource
    void nobodyResemblesWhoHasNoExemplars(Comparison comparison) {
        assertThat(of(comparison).of(person(4), 10)).isEmpty();
        assertThat(new Lookalikes(comparison.gallery().gallery(), comparison.spec()).of(STAY, 10)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void tellsHowAStayStandsWithSomebody(Comparison comparison) {
        List<Hit> hits = of(comparison).of(STAY, 10);

        Standing first = of(comparison).standing(STAY, person(1), Set.of());
        Standing second = of(comparison).standing(STAY, person(2), Set.of(person(1)));

        assertThat(first).isEqualTo(new Standing(hits.get(0).score(), hits.get(1).score()));
        assertThat(first.margin()).isPositive();
        assertThat(second).as("the first is no rival").isEqualTo(
                new Standing(hits.get(1).score(), hits.get(2).score()));
    }

    @ParameterizedTest
    @EnumSource
    void whoIsNotRankedScoresNoHigherThanTheLast(Comparison comparison) {
        List<Hit> hits = of(comparison).of(STAY, 10);

        assertThat(of(comparison).standing(STAY, person(4), Set.of()).score()).isEqualTo(hits.getLast().score());
    }
}
