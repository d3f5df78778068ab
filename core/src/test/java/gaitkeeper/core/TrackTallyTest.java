package gaitkeeper.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.TrackTally.Standing;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrackTallyTest {
    private record Hit(String identity, float score) implements TrackTally.Ranked<String> {}

    private static List<Hit> window(String first, double firstScore, String second, double secondScore) {
        return List.of(new Hit(first, (float) firstScore), new Hit(second, (float) secondScore));
    }

    @Test
    void namesWhoeverIsNearestToMostWindows() {
        var tally = new TrackTally<String>();

        tally.add(window("ann", .9, "bob", .8));
        tally.add(window("ann", .9, "bob", .8));
        tally.add(window("bob", .8, "ann", 0));

        assertThat(tally.best()).map(Standing::identity).contains("ann");
        assertThat(tally.runnerUp()).isCloseTo(.8, within(1e-6));
    }

    @Test
    void amongEqualVotesTheHigherScoreWins() {
        var tally = new TrackTally<String>();

        tally.add(window("ann", .9, "bob", .8));
        tally.add(window("bob", .9, "ann", .1));

        assertThat(tally.best()).map(Standing::identity).contains("bob");
    }

    @Test
    void ranksByVotesFirst() {
        var tally = new TrackTally<String>();

        tally.add(window("ann", .5, "bob", .4));
        tally.add(window("ann", .5, "bob", .4));
        tally.add(window("bob", 9, "cem", .1));

        assertThat(tally.ranking()).extracting(Standing::identity).containsExactly("ann", "bob", "cem");
        assertThat(tally.standings()).containsExactlyInAnyOrderElementsOf(tally.ranking());
    }

    @Test
    void amongEqualsInEverythingTheEarlierRankedWins() {
        var tally = new TrackTally<String>();

        tally.add(window("ann", .5, "bob", .25));
        tally.add(window("bob", .5, "ann", .25));

        assertThat(tally.best()).map(Standing::identity).contains("ann");
    }

    @Test
    void whoeverAWindowDoesNotRankCountsWithItsLast() {
        var tally = new TrackTally<String>();

        tally.add(window("ann", .9, "bob", .5));
        tally.add(window("cem", .7, "ann", .4));

        assertThat(tally.standings()).extracting(Standing::identity).containsExactly("ann", "bob", "cem");
        assertThat(tally.standings().get(1).sum()).isCloseTo(.5 + .4, within(1e-6));
        assertThat(tally.standings().get(2).sum()).isCloseTo(.5 + .7, within(1e-6));
        assertThat(tally.lastRankSum()).isCloseTo(.5 + .4, within(1e-6));
    }

    @Test
    void aWindowWithoutAnybodyChangesNothing() {
        var tally = new TrackTally<String>();

        tally.add(List.of());

        assertThat(tally.compared()).isZero();
        assertThat(tally.best()).isEmpty();
        assertThat(tally.runnerUp()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void goesOnAsItStood() {
        var random = new Random(3);
        var straight = new TrackTally<String>();
        var restored = new TrackTally<String>();
        for (int i = 0; i < 200; i++) {
            List<Hit> window = random.ints(0, 90).distinct().limit(TrackTally.RANKED)
                    .mapToObj(n -> new Hit("person " + n, random.nextFloat()))
                    .sorted(Comparator.comparing(Hit::score).reversed()).toList();
            straight.add(window);
            restored.add(window);
            restored = new TrackTally<>(restored.compared(), restored.lastRankSum(), restored.standings());

            assertThat(restored.standings()).isEqualTo(straight.standings());
            assertThat(restored.runnerUp()).isEqualTo(straight.runnerUp());
        }
    }
}
