package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.People;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.matcher.Estimate;
import gaitkeeper.matcher.LiveBudget;
import gaitkeeper.matcher.LoggedGallery;
import gaitkeeper.matcher.MatcherConfig;
import gaitkeeper.matcher.MatcherMetrics;
import gaitkeeper.matcher.MatcherStage;
import gaitkeeper.trainer.KgbdSplit.Role;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Is the error budget kept while a gallery grows? A map of 68 of KGBD's people is calibrated on 82 others; strangers are the last 14,
 * who took part in neither. Whole walks are decided by the running matcher, window by window. So few strangers are chance, therefore
 * several draws of who is who; {@code -Dgaitkeeper.growth.draws=6} makes six of them, some ten seconds each.
 */
@Timeout(600)
class GalleryGrowthTest {
    private static final int FRAMES = 30;
    private static final int PEOPLE = 164;
    private static final int LEARNED = 68;
    private static final int ENROLLED = 150;
    private static final int[] SIZES = {10, 25, 50, 100, 150};
    private static final int DRAWS = Integer.getInteger("gaitkeeper.growth.draws", 3);
    private static final double BUDGET = 0.1;
    private static final ModelId MODEL = new ModelId("growth@1");

    private static KgbdWindows windows;

    /** The people in the order of a draw, and a model made from the first ones. */
    private final List<Integer> people = new ArrayList<>(IntStream.rangeClosed(1, PEOPLE).boxed().toList());
    private KgbdEmbeddings embeddings;
    private ModelSpec model;

    @BeforeAll
    static void opens() {
        Path data = Path.of(Objects.requireNonNullElse(System.getenv("GAITKEEPER_DATA"), "../../shared/data"), "kgbd");
        assumeTrue(Files.isRegularFile(data.resolve("kgbd_xyz_int16_0p2mm.npz")),
                "KGBD's recordings are not at " + data);
        windows = KgbdWindows.open(data);
    }

    /** Draw 0 is the order of the recordings. */
    private void draw(int draw) {
        Collections.sort(people);
        if (draw > 0) {
            Collections.shuffle(people, new Random(draw));
        }
        Set<Integer> learnedFrom = Set.copyOf(people.subList(0, LEARNED));
        Set<Integer> calibratedOn = Set.copyOf(people.subList(LEARNED, ENROLLED));
        KgbdSplit split = windows.split(0);
        var training = new PairwiseLda(windows, split, FRAMES);
        PairwiseLda.Learned learned = training.learn(learnedFrom::contains);
        embeddings = training.embeddings(learned, _ -> true);
        EmbeddingSet compared = training.embeddings(learned, learnedFrom::contains).set(Role.GALLERY);
        var plda = PldaFit.fit(compared);
        KgbdEmbeddings others = training.embeddings(learned, calibratedOn::contains);
        Calibration calibration = Calibrator.calibrate(List.of(LikelihoodTracks.of(others, plda)), plda, "test");
        model = new ModelSpec(MODEL.value(), "lda", "Learned for this test.", "skeleton", 20, FRAMES,
                Descriptors.INPUT, Descriptors.OUTPUT, learned.width(), Metric.COSINE, List.of("k1"), calibration,
                Map.of(), new ModelSpec.TrainedOn("KGBD, 68 people", "", ""), 0, "test");
    }

    /** Which walks of whom, by index. */
    private List<Integer> walks(Collection<Integer> whose) {
        return IntStream.range(0, embeddings.walks().size()).filter(i -> embeddings.role(i) != Role.DUPLICATE)
                .filter(i -> whose.contains(embeddings.walks().get(i).person())).boxed().toList();
    }

    /** What came of galleries of one size: strangers' searches, how many of them were answered with a name, and what was stated. */
    private static final class Outcome {
        private int searches;
        private int named;
        private double low;
        private double high;

        void add(int strangersNamed, int strangers, Estimate stated) {
            named += strangersNamed;
            searches += strangers;
            low += stated.low() / DRAWS;
            high += stated.high() / DRAWS;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d of %d strangers' walks named, stated %.3f to %.3f", named, searches,
                    low, high);
        }
    }

    @Test
    void theBudgetIsKeptWhileTheGalleryGrows() {
        Map<Integer, Outcome> outcomes = new LinkedHashMap<>();
        for (int draw = 0; draw < DRAWS; draw++) {
            draw(draw);
            List<Integer> enrolled = new ArrayList<>(people.subList(0, ENROLLED));
            Collections.shuffle(enrolled, new Random(3));
            for (int size : SIZES) {
                live(enrolled.subList(0, size), outcomes.computeIfAbsent(size, _ -> new Outcome()));
            }
        }
        System.out.println(outcomes);
        outcomes.forEach((size, outcome) -> {
            assertThat(outcome.named / (double) outcome.searches)
                    .as("inside what was stated, %d enrolled: %s", size, outcome)
                    .isBetween(outcome.low, outcome.high);
            assertThat(Estimate.of(outcome.named, outcome.searches).low())
                    .as("the budget is kept, %d enrolled: %s", size, outcome).isLessThan(BUDGET);
        });
        double searches = outcomes.values().stream().mapToInt(outcome -> outcome.searches).sum();
        int named = outcomes.values().stream().mapToInt(outcome -> outcome.named).sum();
        assertThat(named / searches).as("the budget is used").isBetween(BUDGET / 2, 1.25 * BUDGET);
    }

    /** Strangers come, and acquaintances whom the model was not learned from. */
    private void live(List<Integer> enrolled, Outcome outcome) {
        var house = new House();
        enrolled.forEach(house::enrol);
        List<Integer> strangers = walks(people.subList(ENROLLED, PEOPLE));
        int strangersNamed = house.named(strangers);
        List<Integer> acquaintances = enrolled.stream().filter(people.subList(LEARNED, ENROLLED)::contains).toList();
        house.named(walks(acquaintances).stream().filter(i -> embeddings.role(i) != Role.GALLERY).toList());
        house.end();
        outcome.add(strangersNamed, strangers.size(), house.budget.all().fpir());
    }

    /** A matcher and its gallery. */
    private final class House {
        private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_900_000_000));

        private final LoggedGallery gallery = LoggedGallery.of(model);
        private final LiveBudget budget = new LiveBudget();
        private final TopologyTestDriver driver = new TopologyTestDriver(topology(), Instant.ofEpochSecond(0));
        private final TestInputTopic<TrackId, Embedding> in = driver.createInputTopic(Topics.EMBEDDINGS.name(),
                Topics.EMBEDDINGS.keys().serializer(), Topics.EMBEDDINGS.values().serializer());
        private final TestOutputTopic<TrackId, Match> out = driver.createOutputTopic(Topics.MATCHES.name(),
                Topics.MATCHES.keys().deserializer(), Topics.MATCHES.values().deserializer());
        private long entries;

        private Topology topology() {
            MatcherConfig defaults = MatcherConfig.DEFAULT.forFrames(FRAMES);
            var config = new MatcherConfig(BUDGET, defaults.minWindows(), defaults.probation(), false,
                    defaults.minQuality(), defaults.forgetAfter());
            var builder = new StreamsBuilder();
            new MatcherStage(config, gallery, model, MatcherMetrics.NONE, budget, CLOCK)
                    .attach(builder.stream(Topics.EMBEDDINGS.name(),
                            Consumed.with(Topics.EMBEDDINGS.keys(), Topics.EMBEDDINGS.values())))
                    .matches()
                    .to(Topics.MATCHES.name(), Produced.with(Topics.MATCHES.keys(), Topics.MATCHES.values()));
            return builder.build();
        }

        /** With one walk, as the calibration has it. */
        void enrol(int person) {
            int walk = walks(List.of(person)).stream()
                    .filter(i -> embeddings.role(i) == Role.GALLERY).findFirst().orElseThrow();
            var identity = new IdentityId(new UUID(9, person));
            TrackId track = track("enrolment", walk);
            happened(new Enrolled(identity, person, "", track, 0));
            for (Embedding window : windows(track, walk)) {
                happened(new ExemplarAdded(identity, Exemplar.of(window)));
            }
        }

        private void happened(IdentityEvent event) {
            entries++;
            gallery.apply(new LogEntry(entries, new UUID(8, entries), "test", 0, event));
        }

        /** How many of these walks were given a name at any time. */
        int named(List<Integer> walks) {
            for (int walk : walks) {
                TrackId track = track("probe", walk);
                for (Embedding window : windows(track, walk)) {
                    in.pipeInput(track, window, Instant.ofEpochMilli(EpochNanos.toMillis(window.lastTimeNs())));
                }
            }
            return out.readKeyValuesToList().stream().filter(answer -> answer.value instanceof Match.Known)
                    .map(answer -> answer.key).collect(Collectors.toSet()).size();
        }

        void end() {
            for (int sweep = 0; sweep < 3; sweep++) {
                driver.advanceWallClockTime(Duration.ofSeconds(31));
            }
            driver.close();
        }

        private static TrackId track(String why, int walk) {
            return new TrackId(why + "-" + walk, "s", "1");
        }

        private List<Embedding> windows(TrackId track, int walk) {
            int width = embeddings.width();
            float[] all = embeddings.vectors(walk);
            return IntStream.range(0, embeddings.windows(walk)).mapToObj(
                    n -> People.embedding(track, n, MODEL, Arrays.copyOfRange(all, n * width, (n + 1) * width)))
                    .toList();
        }
    }
}
