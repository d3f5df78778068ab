package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.deploy.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A thousand operators' commands race with strangers being enrolled, while the gallery's writer, then the one that took over,
 * then a broker are killed: each command is carried out once or refused once, and all processes agree on what came of it.
 *
 * <pre>
 * mvn -B verify -pl e2e -am -Dtest=CommandRaceTest -Dsurefire.failIfNoSpecifiedTests=false -Dgaitkeeper.faults=true
 * </pre>
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "gaitkeeper.faults", matches = "true", disabledReason = "takes minutes; run with -Dgaitkeeper.faults=true")
class CommandRaceTest {
    private static final int COMMANDS = 1_000;
    private static final int STRANGERS = 24;
    /** Of a stranger: until probation is over, and some more. */
    private static final int FRAMES = 240;
    private static final String GALLERY = "default";
    private static final String BY = "operator";
    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(3);

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private final SplittableRandom random = new SplittableRandom(1);
    private final Map<UUID, GalleryCommand> sent = new LinkedHashMap<>();
    private final Map<String, Program> roles = new HashMap<>();
    private final Map<String, Site> sites = new HashMap<>();
    private Cluster cluster;
    private TopicLog<LogEntry> log;
    private TopicLog<Rejection> refusals;

    @Test
    void everyCommandIsCarriedOutOnceOrRefusedOnce() {
        cluster = new Cluster(PROGRAMS);
        for (String role : List.of("ingest", "windower", "encoder", "matcher", "standby")) {
            start(role);
        }
        roles.get("standby").awaitLine("is ready");
        log = new TopicLog<>(cluster.bootstrap(), Topics.IDENTITIES.name(), Topics.LOG_ENTRY);
        refusals = new TopicLog<>(cluster.bootstrap(), Topics.REJECTED.name(), Topics.REJECTION);
        try (Producer<String, GalleryRequest> commands = new KafkaClients(cluster.bootstrap())
                .producer(Topics.COMMANDS)) {
            race(commands);
        }
        settle();
        assertEachOnce();
        assertAllAgree();
        log.close();
        refusals.close();
    }

    private void race(Producer<String, GalleryRequest> commands) {
        for (int n = 0; n < COMMANDS; n++) {
            if (n % (COMMANDS / STRANGERS) == 0) {
                walk(n);
            }
            switch (n) {
                case COMMANDS / 5 -> roles.get("matcher").kill();
                case COMMANDS * 2 / 5 -> start("matcher");
                case COMMANDS / 2 -> roles.get("standby").kill();
                case COMMANDS * 3 / 5 -> cluster.broker(1).kill();
                case COMMANDS * 4 / 5 -> cluster.restart(1);
                default -> {
                    // Nothing goes wrong now.
                }
            }
            var id = new UUID(random.nextLong(), random.nextLong());
            GalleryCommand command = command(n);
            sent.put(id, command);
            commands.send(new ProducerRecord<>(Topics.COMMANDS.name(), GALLERY,
                    new GalleryRequest(id, BY, command)));
        }
        commands.flush();
        start("standby");
        roles.get("standby").awaitLine("is ready");
    }

    /** Somebody of a height of their own walks past a sensor of their own. */
    private void walk(int n) {
        long startNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - FRAMES * 34L);
        var walker = new Walker("door-" + n, "1", 1.4 + 0.03 * n * STRANGERS / COMMANDS, startNs);
        String frames = IntStream.range(0, FRAMES).mapToObj(walker::message).collect(Collectors.joining("\n"));
        roles.get("ingest").await("room for frames", () -> sites.get("ingest").postLines(frames).statusCode() == 202);
    }

    /** Names somebody new, or corrects somebody of whom the log tells already. */
    private GalleryCommand command(int n) {
        List<LogEntry> entries = log.read();
        List<IdentityId> known = entries.stream().map(LogEntry::event).filter(Enrolled.class::isInstance)
                .map(event -> ((Enrolled) event).identity()).toList();
        int kind = known.size() < 10 ? 0 : random.nextInt(5);
        return switch (kind) {
            case 0, 1 -> new GalleryCommand.EnrolNamed("person " + n, new TrackId("desk", "s", String.valueOf(n)), n,
                    List.of());
            case 2 -> new GalleryCommand.Rename(any(known), "renamed " + n);
            case 3 -> new GalleryCommand.Merge(any(known), any(known));
            default -> new GalleryCommand.Undo(any(entries.stream().filter(entry -> entry.by().equals(BY)).toList())
                    .command());
        };
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** Until every command has an outcome, and nobody writes any more. */
    private void settle() {
        long until = System.nanoTime() + SETTLES_WITHIN.toNanos();
        for (int quiet = 0, before = -1; quiet < 20;) {
            assertThat(System.nanoTime()).as("settled").isLessThan(until);
            int now = log.read().size() + refusals.read().size();
            quiet = now == before && outcomes().keySet().containsAll(sent.keySet()) ? quiet + 1 : 0;
            before = now;
        }
    }

    /** How often each command was carried out or refused: each of these commands makes one entry. */
    private Map<UUID, Integer> outcomes() {
        Map<UUID, Integer> outcomes = new HashMap<>();
        log.read().forEach(entry -> outcomes.merge(entry.command(), 1, Integer::sum));
        refusals.keys().forEach(key -> {
            if (key.startsWith(GalleryRequest.SOURCE)) {
                outcomes.merge(UUID.fromString(key.substring(GalleryRequest.SOURCE.length())), 1, Integer::sum);
            }
        });
        return outcomes;
    }

    private void assertEachOnce() {
        Map<UUID, Integer> outcomes = outcomes();
        assertThat(sent).allSatisfy((id, command) -> assertThat(outcomes.get(id)).as("%s", command).isEqualTo(1));
        List<LogEntry> entries = log.read();
        for (int n = 0; n < entries.size(); n++) {
            assertThat(entries.get(n).number()).as("no entry is lost and none doubled").isEqualTo(n + 1);
        }
        Set<TrackId> enrolled = new HashSet<>();
        entries.stream().map(LogEntry::event).filter(Enrolled.class::isInstance)
                .map(event -> ((Enrolled) event).track())
                .forEach(track -> assertThat(enrolled.add(track)).as("%s became known once", track).isTrue());
        long strangers = enrolled.stream().filter(track -> track.sensor().startsWith("door")).count();
        assertThat(strangers).as("strangers were enrolled meanwhile").isPositive();
        System.out.println("of " + sent.size() + " commands " + (sent.size() - refused()) + " were carried out and "
                + refused() + " refused, once each; " + strangers + " strangers became known meanwhile");
    }

    private long refused() {
        return refusals.keys().stream().filter(key -> key.startsWith(GalleryRequest.SOURCE)).count();
    }

    private void assertAllAgree() {
        Ledger ledger = Ledger.EMPTY;
        for (LogEntry entry : log.read()) {
            ledger = ledger.apply(entry).after();
        }
        Set<String> expected = new HashSet<>();
        ledger.everyone().forEach(person -> expected.add(person.identity() + " " + person.name()));
        for (String role : List.of("matcher", "standby")) {
            roles.get(role).await("the same people", () -> people(sites.get(role)).equals(expected));
        }
    }

    private static Set<String> people(Site site) {
        Set<String> people = new HashSet<>();
        String next = "";
        do {
            var page = site.json("/api/v1/identities?limit=500" + (next.isEmpty() ? "" : "&after=" + next));
            page.get("items")
                    .forEach(person -> people.add(person.get("id").asText() + " " + person.get("name").asText()));
            next = page.path("next").asText();
        } while (!next.isEmpty());
        return people;
    }

    private void start(String role) {
        int port = Workplace.freePort();
        sites.put(role, new Site(port));
        List<String> arguments = new ArrayList<>(List.of(role.equals("standby") ? "matcher" : role, "--kafka",
                cluster.bootstrap(), "--data", PROGRAMS.folder(role + "-data").toString(), "--http-port",
                String.valueOf(port)));
        if (!role.equals("ingest")) {
            arguments.addAll(List.of("--model", "d16"));
        }
        roles.put(role, PROGRAMS.start(role, arguments.toArray(String[]::new)));
    }
}
