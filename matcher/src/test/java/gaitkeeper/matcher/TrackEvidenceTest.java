package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.IdentityId;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.TrackTally;
import gaitkeeper.matcher.Gallery.Hit;
import gaitkeeper.matcher.TrackEvidence.Standing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrackEvidenceTest {
    private static final int ANN = 1;
    private static final int BOB = 2;
    private static final int CEM = 3;

    private static TrackEvidence of(List<List<Hit>> rankings) {
        var evidence = new TrackEvidence(0);
        for (int n = 0; n < rankings.size(); n++) {
            evidence.add(rankings.get(n), n + 1);
        }
        return evidence;
    }

    private static Hit hit(int person, double score) {
        return new Hit(person(person), (float) score);
    }

    /**
     * By hand. Bob is missing in the second window and counts with its last rank, 0.4; Cem is missing in the first and counts
     * with its last rank, 0.5. Ann: (0.9 + 0.4 + 0.8) / 3; Bob: (0.5 + 0.4 + 0.9) / 3; Cem: (0.5 + 0.7 + 0.3) / 3.
     */
    private static final List<List<Hit>> GOLDEN = List.of(List.of(hit(ANN, 0.9), hit(BOB, 0.5)),
            List.of(hit(CEM, 0.7), hit(ANN, 0.4)), List.of(hit(BOB, 0.9), hit(ANN, 0.8), hit(CEM, 0.3)));

    @Test
    void countsVotesAndMeansTheScores() {
        TrackEvidence evidence = of(GOLDEN);

        assertThat(evidence.best()).hasValueSatisfying(best -> {
            assertThat(best.identity()).isEqualTo(person(ANN));
            assertThat(best.votes()).isEqualTo(1);
            assertThat(best.score()).isCloseTo(0.7f, within(1e-6f));
        });
        assertThat(evidence.runnerUp(Set.of())).isCloseTo(0.6f, within(1e-6f));
    }

    @Test
    void someoneWhoAppearsLateCountsWithTheLastRanksBefore() {
        var rankings = new ArrayList<>(GOLDEN);
        rankings.add(List.of(hit(CEM, 0.9), hit(ANN, 0.1)));

        // Cem: (0.5 + 0.7 + 0.3 + 0.9) / 4, and two votes.
        assertSame(of(rankings).best().orElseThrow(), new Standing(person(CEM), 2, 0.6f));
    }

    @Test
    void votesGoBeforeScores() {
        TrackEvidence evidence = of(List.of(List.of(hit(BOB, 0.51), hit(ANN, 0.5)),
                List.of(hit(BOB, 0.51), hit(ANN, 0.5)), List.of(hit(ANN, 0.99), hit(BOB, 0.1))));

        assertThat(evidence.best()).map(Standing::identity).contains(person(BOB));
        assertThat(evidence.best().orElseThrow().score()).isLessThan(evidence.runnerUp(Set.of()));
    }

    @Test
    void windowsBeforeAnyoneWasEnrolledDoNotCountAsCompared() {
        TrackEvidence evidence = of(List.of(List.of(), List.of(), List.of(hit(ANN, 0.8))));

        assertThat(evidence.windows()).isEqualTo(3);
        assertThat(evidence.compared()).isEqualTo(1);
        assertThat(evidence.best()).contains(new Standing(person(ANN), 1, 0.8f));
        assertThat(evidence.runnerUp(Set.of())).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void namesNobodyAtFirst() {
        assertThat(new TrackEvidence(0).best()).isEmpty();
    }

    @Test
    void timeToIdentifyIsEventTimeAndStands() {
        var evidence = new TrackEvidence(5_000_000_000L);
        evidence.add(List.of(hit(ANN, 1)), 5_750_999_999L);

        int first = evidence.identified();
        evidence.add(List.of(hit(ANN, 1)), 9_000_000_000L);

        assertThat(first).isEqualTo(750);
        assertThat(evidence.identified()).isEqualTo(750);
    }

    @Test
    void survivesTheStore() {
        var random = new Random(5);
        for (int round = 0; round < 50; round++) {
            var evidence = new TrackEvidence(random.nextLong(1L << 60));
            for (int n = 0; n < round; n++) {
                evidence.add(ranking(random, 30, TrackTally.RANKED), random.nextLong(1L << 60));
            }
            if (random.nextBoolean()) {
                evidence.markProposed();
            }
            if (random.nextBoolean()) {
                evidence.identified();
            }

            TrackEvidence back = TrackEvidence.decode(evidence.encode());

            assertThat(back.encode()).isEqualTo(evidence.encode());
            assertThat(back.windows()).isEqualTo(evidence.windows());
            assertThat(back.compared()).isEqualTo(evidence.compared());
            assertThat(back.firstTimeNs()).isEqualTo(evidence.firstTimeNs());
            assertThat(back.lastTimeNs()).isEqualTo(evidence.lastTimeNs());
            assertThat(back.wasProposed()).isEqualTo(evidence.wasProposed());
            assertThat(back.wasIdentified()).isEqualTo(evidence.wasIdentified());
            assertThat(back.best()).isEqualTo(evidence.best());
            assertThat(back.runnerUp(Set.of())).isEqualTo(evidence.runnerUp(Set.of()));
        }
    }

    @Test
    void aStoreInBetweenChangesNothing() {
        var random = new Random(6);
        var straight = new TrackEvidence(0);
        var stored = new TrackEvidence(0);
        for (int n = 1; n < 200; n++) {
            List<Hit> ranking = ranking(random, 100, TrackTally.RANKED);
            straight.add(ranking, n);
            stored.add(ranking, n);
            stored = TrackEvidence.decode(stored.encode());

            assertThat(stored.encode()).isEqualTo(straight.encode());
        }
    }

    @Test
    void refusesBytesCutShort() {
        byte[] bytes = of(GOLDEN).encode();

        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> TrackEvidence.decode(Arrays.copyOf(bytes, bytes.length - 1)));
    }

    @Test
    void staysSmallHoweverManyPeoplePass() {
        var random = new Random(8);
        var evidence = new TrackEvidence(0);
        for (int n = 0; n < 2_000; n++) {
            evidence.add(ranking(random, 10_000, TrackTally.RANKED), n);
        }

        assertThat(evidence.encode().length).isLessThan(2_000);
    }

    @Test
    void pruningKeepsTheLeaders() {
        var random = new Random(9);
        var evidence = new TrackEvidence(0);
        for (int n = 0; n < 300; n++) {
            List<Hit> ranking = new ArrayList<>(List.of(hit(n % 3 == 0 ? BOB : ANN, 0.9)));
            ranking.addAll(ranking(random, 10_000, 7).stream()
                    .map(other -> new Hit(other.identity(), other.score() * 0.5f)).toList());
            evidence.add(ranking, n);
        }

        // Where one of the two lacks a window, its last rank, below 0.5, stands in.
        assertThat(evidence.best()).hasValueSatisfying(best -> {
            assertThat(best.identity()).isEqualTo(person(ANN));
            assertThat(best.votes()).isEqualTo(200);
            assertThat(best.score()).isBetween(0.6f, 0.77f);
        });
        assertThat(evidence.runnerUp(Set.of())).isBetween(0.3f, 0.4f);
    }

    @Test
    void equalsAPlainMeanWhenEveryWindowRanksEverybody() {
        var random = new Random(10);
        for (int round = 0; round < 100; round++) {
            int people = 1 + random.nextInt(8);
            List<List<Hit>> rankings = Stream.generate(() -> ranking(random, people, people))
                    .limit(1 + random.nextInt(30)).toList();

            TrackEvidence evidence = of(rankings);

            List<Standing> plain = plain(rankings, people);
            assertSame(evidence.best().orElseThrow(), plain.getFirst());
            assertThat(evidence.runnerUp(Set.of())).isCloseTo(plain.stream().skip(1).map(Standing::score)
                    .max(Comparator.naturalOrder()).orElse(Float.NEGATIVE_INFINITY), within(1e-5f));
        }
    }

    private static void assertSame(Standing standing, Standing plain) {
        assertThat(standing.identity()).isEqualTo(plain.identity());
        assertThat(standing.votes()).isEqualTo(plain.votes());
        assertThat(standing.score()).isCloseTo(plain.score(), within(1e-5f));
    }

    private static List<Standing> plain(List<List<Hit>> rankings, int people) {
        return IntStream.range(0, people).mapToObj(n -> {
            IdentityId id = person(n + 10);
            int votes = (int) rankings.stream().filter(r -> r.getFirst().identity().equals(id)).count();
            double mean = rankings.stream().flatMap(List::stream).filter(hit -> hit.identity().equals(id))
                    .mapToDouble(Hit::score).average().orElseThrow();
            return new Standing(id, votes, (float) mean);
        }).sorted(Comparator.comparing(Standing::votes).thenComparing(Standing::score).reversed()).toList();
    }

    /** So many of so many people, with random scores, best first. */
    private static List<Hit> ranking(Random random, int people, int ranked) {
        return random.ints(10, 10 + people).distinct().limit(ranked).mapToObj(n -> hit(n, random.nextFloat()))
                .sorted(Comparator.comparing(Hit::score).reversed()).toList();
    }
}
