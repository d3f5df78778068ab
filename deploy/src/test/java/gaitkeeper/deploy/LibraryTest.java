package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Frame;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.FrameSink;
import gaitkeeper.ingest.Pace;
import gaitkeeper.ingest.ReplayPlayer;
import gaitkeeper.ingest.ReplaySettings;
import gaitkeeper.ingest.TrackNaming;
import gaitkeeper.recordings.Recording;
import gaitkeeper.recordings.Splits;
import gaitkeeper.recordings.Walk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What docs/library.md says works, and is what is tested. */
class LibraryTest {
    private static final int PEOPLE = 8;
    private static final long HOUR_NS = 3_600_000_000_000L;
    private static final Path BUNDLE = ProjectFiles.path("deploy/models/walkers-f30");

    private final List<LogEntry> journal = new ArrayList<>();

    @Test
    void theDocumentShowsWhatIsTested() {
        String source = ProjectFiles.text("deploy/src/test/java/gaitkeeper/deploy/LibraryExample.java");

        assertThat(ProjectFiles.text("docs/library.md"))
                .contains(source.substring(source.indexOf("// begin\n") + "// begin\n".length()));
    }

    @Test
    void knowsPeopleWhoComeBack() throws Exception {
        Path kgbd = TestData.kgbd();
        Map<TrackId, String> names = new LinkedHashMap<>();
        try (var example = new LibraryExample(BUNDLE, journal)) {
            for (Map.Entry<TrackId, List<Frame>> walk : walks(kgbd, Splits.Role.GALLERY, names).entrySet()) {
                example.enrol(names.get(walk.getKey()), walk.getKey(), walk.getValue());
            }
            assertThat(example.ledger().size()).isEqualTo(PEOPLE);
        }

        List<Match> answers = new ArrayList<>();
        try (var again = new LibraryExample(BUNDLE, journal)) {
            for (Map.Entry<TrackId, List<Frame>> walk : walks(kgbd, Splits.Role.PROBE, names).entrySet()) {
                answers.add(last(again, walk.getKey(), walk.getValue()));
            }
        }

        List<Match.Known> known = answers.stream().filter(Match.Known.class::isInstance).map(Match.Known.class::cast)
                .toList();
        assertThat(known).hasSizeGreaterThanOrEqualTo(PEOPLE * 3 / 4).allSatisfy(
                match -> assertThat(match.person().name()).isEqualTo(names.get(match.sequence().track())));
    }

    @Test
    void enrolsStrangersAndRemembersThem() throws Exception {
        var walk = walks(TestData.kgbd(), Splits.Role.GALLERY, new LinkedHashMap<>()).entrySet().iterator().next();
        try (var example = new LibraryExample(BUNDLE, journal)) {
            assertThat(last(example, walk.getKey(), walk.getValue())).isInstanceOf(Match.Known.class);
            assertThat(example.ledger().everyone()).singleElement()
                    .satisfies(person -> assertThat(person.name()).isEmpty());

            try (var again = new LibraryExample(BUNDLE, new ArrayList<>(journal))) {
                assertThat(again.ledger().hash()).isEqualTo(example.ledger().hash());
            }
        }
    }

    private static Match last(LibraryExample example, TrackId track, List<Frame> frames) throws Exception {
        Optional<Match> last = Optional.empty();
        for (Frame frame : frames) {
            last = example.see(track, frame).or(List.of(last)::getFirst);
        }
        return last.orElseThrow();
    }

    /** Everybody's first walk of a role, as frames; tells whose tracks they are. */
    private static Map<TrackId, List<Frame>> walks(Path kgbd, Splits.Role role, Map<TrackId, String> names)
            throws IOException, InterruptedException {
        Recording recording = Recording.open(kgbd.resolve("kgbd_xyz_int16_0p2mm.npz"));
        Map<String, Walk> walks = new LinkedHashMap<>();
        Splits.read(kgbd.resolve("splits_published_rule_5seeds.csv")).walks(recording, 0, role).stream()
                .filter(walk -> Integer.parseInt(walk.person().substring(1)) <= PEOPLE)
                .forEach(walk -> walks.putIfAbsent(walk.person(), walk.clipped()));
        Map<TrackId, List<Frame>> frames = new LinkedHashMap<>();
        var player = new ReplayPlayer(ReplaySettings
                .from(DemoScene.START_NS + role.ordinal() * HOUR_NS, TrackNaming.sensorPerLane("lib", "s"))
                .withPace(Pace.AS_FAST_AS_POSSIBLE), into(frames));
        List<Walk> all = List.copyOf(walks.values());
        player.plan(all).forEach(planned -> names.put(planned.track(), planned.walk().person()));
        player.play(all);
        return frames;
    }

    private static FrameSink into(Map<TrackId, List<Frame>> frames) {
        return new FrameSink() {
            @Override
            public void send(TrackId track, Frame frame, Completion done) {
                frames.computeIfAbsent(track, _ -> new ArrayList<>()).add(frame);
                done.done(true);
            }

            @Override
            public boolean congested() {
                return false;
            }
        };
    }
}
