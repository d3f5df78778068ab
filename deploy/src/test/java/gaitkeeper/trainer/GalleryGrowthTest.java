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
import gaitkeeper.trainer.KgbdWindows.Walk;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
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
 * Is the error budget kept while a gallery grows? A map of KGBD's people 1 to 68 is calibrated on people 69 to 150; strangers are
 * people 151 to 164, who took part in neither. Whole walks are decided by the running matcher, window by window.
 */
@Timeout(300)
class GalleryGrowthTest {
    private static final int FRAMES = 30;
    private static final int LAST_LEARNED = 68;
    private static final int LAST_ENROLLED = 150;
    private static final double BUDGET = 0.1;
    private static final ModelId MODEL = new ModelId("growth@1");

    private static KgbdEmbeddings embeddings;
    private static ModelSpec model;

    @BeforeAll
    static void learns() {
        Path data = Path.of(Objects.requireNonNullElse(System.getenv("GAITKEEPER_DATA"), "../../shared/data"), "kgbd");
        assumeTrue(Files.isRegularFile(data.resolve("kgbd_xyz_int16_0p2mm.npz")),
                "KGBD's recordings are not at " + data);
        KgbdWindows windows = KgbdWindows.open(data);
        KgbdSplit split = windows.split(0);
        var training = new PairwiseLda(windows, split, FRAMES);
        PairwiseLda.Learned learned = training.learn(person -> person <= LAST_LEARNED);
        embeddings = training.embeddings(learned, _ -> true);
        EmbeddingSet compared = training.embeddings(learned, person -> person <= LAST_LEARNED)
                .set(Role.GALLERY);
        var plda = PldaFit.fit(compared);
        KgbdEmbeddings others = training.embeddings(learned,
                person -> person > LAST_LEARNED && person <= LAST_ENROLLED);
        Calibration calibration = Calibrator.calibrate(List.of(LikelihoodTracks.of(others, plda)), plda, "test");
        model = new ModelSpec(MODEL.value(), "lda", "Learned for this test.", "skeleton", 20, FRAMES,
                Descriptors.INPUT, Descriptors.OUTPUT, learned.width(), Metric.COSINE, List.of("k1"), calibration,
                Map.of(), new ModelSpec.TrainedOn("KGBD, people 1 to 68", "", ""), 0, "test");
    }

    /** Which walks of whom, by index. */
    private static List<Integer> walks(Predicate<Walk> people) {
        return IntStream.range(0, embeddings.walks().size()).filter(i -> embeddings.role(i) != Role.DUPLICATE)
                .filter(i -> people.test(embeddings.walks().get(i))).boxed().toList();
    }

    @Test
    void theBudgetIsKeptWhileTheGalleryGrows() {
        List<Integer> people = new ArrayList<>(IntStream.rangeClosed(1, LAST_ENROLLED).boxed().toList());
        Collections.shuffle(people, new Random(3));
        int searches = 0;
        int named = 0;
        for (int size : new int[]{10, 25, 50, 100, 150}) {
            var house = new House();
            List<Integer> enrolled = people.subList(0, size);
            enrolled.forEach(house::enrol);
            int strangersNamed = house.named(walks(walk -> walk.person() > LAST_ENROLLED));
            int strangers = walks(walk -> walk.person() > LAST_ENROLLED).size();
            house.named(walks(walk -> walk.person() > LAST_LEARNED && enrolled.contains(walk.person())).stream()
                    .filter(i -> embeddings.role(i) != Role.GALLERY).toList());
            house.end();
            Estimate measured = Estimate.of(strangersNamed, strangers);
            Estimate stated = house.budget.all().fpir();
            assertThat(stated.low()).as("stated and measured overlap, %d enrolled", size).isLessThan(measured.high());
            assertThat(stated.high()).as("stated and measured overlap, %d enrolled", size)
                    .isGreaterThan(measured.low());
            assertThat(measured.low()).as("the budget is kept, %d enrolled", size).isLessThan(BUDGET);
            assertThat(measured.high()).as("the budget is used, %d enrolled", size).isGreaterThan(BUDGET);
            searches += strangers;
            named += strangersNamed;
        }
        assertThat(named / (double) searches).isBetween(BUDGET / 10, 1.5 * BUDGET);
    }

    /** A matcher and its gallery. */
    private static final class House {
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
            int walk = walks(any -> any.person() == person).stream()
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

        private static List<Embedding> windows(TrackId track, int walk) {
            int width = embeddings.width();
            float[] all = embeddings.vectors(walk);
            return IntStream.range(0, embeddings.windows(walk)).mapToObj(
                    n -> People.embedding(track, n, MODEL, Arrays.copyOfRange(all, n * width, (n + 1) * width)))
                    .toList();
        }
    }
}
