package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match;
import gaitkeeper.core.wire.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Processes die and hang one after another, a disk gets full, a cable is pulled and clocks jump while recorded people walk, and nobody can
 * tell from the answers. Three brokers, a windower, an encoder and two matchers, each a process of its own; where the system lets us,
 * broker 2 has a small disk of its own and broker 3 a network of its own. Takes some minutes, so it runs when asked for:
 *
 * <pre>
 * mvn -B verify -pl e2e -am -Dtest=FaultsTest -Dsurefire.failIfNoSpecifiedTests=false -Dgaitkeeper.faults=true
 * </pre>
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "gaitkeeper.faults", matches = "true", disabledReason = "takes minutes; run with -Dgaitkeeper.faults=true")
class FaultsTest {
    private static final Duration PLAYS_WITHIN = Duration.ofMinutes(20);
    private static final Duration RECOVERS_WITHIN = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final int LANES = 4;
    private static final int DISK_MIB = 384;

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    /** Recent, so that nothing is too old to be kept; the same for all, so that ids are the same. */
    private final long baseNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis() - 400_000);
    private final Map<String, Program> roles = new HashMap<>();
    private Cluster cluster;
    private Optional<FarHost> network = Optional.empty();
    private Optional<SmallDisk> disk = Optional.empty();

    @AfterEach
    void putsEverythingBack() {
        network.ifPresent(FarHost::close);
        disk.ifPresent(SmallDisk::close);
    }

    /** Something that goes wrong. */
    private interface Fault {
        void happen() throws InterruptedException, IOException;
    }

    @Test
    void answersTheSameWhateverDies() throws Exception {
        Path kgbd = Workplace.kgbd();
        cluster = new Cluster(PROGRAMS, hosts());
        for (String role : List.of("windower", "encoder", "matcher", "standby")) {
            start(role);
        }
        roles.get("standby").awaitLine("is ready");
        Path csv = PROGRAMS.folder("faults.csv");
        Program player = replay("faults", kgbd, csv, "1", "--kafka", cluster.bootstrap());
        player.awaitLine("Enrolling");
        allGoWrong();
        boolean midway = !player.output().contains("windows lost");
        assertThat(player.awaitExit(PLAYS_WITHIN)).as("%s", player).isZero();
        assertThat(midway).as("walks were still played when the last fault was over").isTrue();
        assertThat(player.output()).contains("windows lost, doubled         0, 0");
        assertGaplessLog();

        Path undisturbed = PROGRAMS.folder("undisturbed.csv");
        assertThat(replay("undisturbed", kgbd, undisturbed, "max").awaitExit(PLAYS_WITHIN)).isZero();
        assertThat(Answers.read(csv).lines()).usingRecursiveFieldByFieldElementComparatorIgnoringFields("score")
                .containsExactlyElementsOf(Answers.read(undisturbed).lines());
    }

    private List<Host> hosts() throws IOException {
        if (FarHost.possible()) {
            network = Optional.of(new FarHost());
        }
        if (SmallDisk.possible()) {
            disk = Optional.of(new SmallDisk(Cluster.folder(PROGRAMS, 2), DISK_MIB));
        }
        Host near = network.map(FarHost::near).orElse(Host.LOOPBACK);
        return List.of(near, disk.map(one -> one.host(near)).orElse(near), network.map(FarHost::far).orElse(near));
    }

    private void allGoWrong() throws InterruptedException, IOException {
        try (var matches = new TopicLog<>(cluster.bootstrap(), Topics.MATCHES.name(), Topics.MATCH)) {
            after(matches, "nothing", () -> {});
            after(matches, "kill -9 of the encoder, started again", () -> again("encoder"));
            after(matches, "kill -9 of the windower, started again", () -> again("windower"));
            after(matches, "kill -9 of a matcher, the other takes over", () -> roles.get("matcher").kill());
            start("matcher");
            after(matches, "kill -9 of the other, while the first comes back", () -> again("standby"));
            for (int id = 1; id <= 3; id++) {
                int broker = id;
                after(matches, "kill -9 of broker " + id, () -> cluster.broker(broker).kill());
                cluster.restart(id);
                cluster.broker(id).awaitLine("serves");
            }
            after(matches, "broker 2 hangs for " + PAUSE.toSeconds() + " s", () -> {
                cluster.broker(2).pause();
                // The length of the fault, not a wait for anything.
                Thread.sleep(PAUSE);
                cluster.broker(2).resume();
            });
            if (disk.isPresent()) {
                getsFull(disk.get(), matches);
            } else {
                tell("| disk of broker 2 full | not tried: takes unshare, nsenter and user namespaces |");
            }
            if (network.isPresent()) {
                isPulled(network.get(), matches);
            } else {
                tell("| broker 3 cut off | not tried: takes root and ip netns |");
            }
            clocksJump(matches);
        }
    }

    private void getsFull(SmallDisk full, TopicLog<Match> matches) throws InterruptedException, IOException {
        after(matches, "disk of broker 2 full; it ends", () -> {
            full.fill(0);
            assertThat(cluster.broker(2).awaitExit(RECOVERS_WITHIN)).isNotZero();
        });
        full.free();
        after(matches, "room on its disk, started again", () -> cluster.restart(2));
        cluster.broker(2).awaitLine("serves");
    }

    private void isPulled(FarHost cable, TopicLog<Match> matches) throws InterruptedException, IOException {
        after(matches, "broker 3 cut off", cable::cut);
        // Long enough that clients give it up.
        Thread.sleep(PAUSE);
        after(matches, "broker 3 back after " + PAUSE.toSeconds() + " s more", cable::mend);
    }

    /** Set back by more than some minutes, a broker must be started again: Kafka's timers stand still for as long. */
    private void clocksJump(TopicLog<Match> matches) throws InterruptedException, IOException {
        Path data = Cluster.folder(PROGRAMS, 1);
        after(matches, "clock of broker 1 an hour ahead", () -> JumpingClock.set(data, Duration.ofHours(1)));
        after(matches, "the broker killed, its clock set right, started again", () -> {
            cluster.broker(1).kill();
            JumpingClock.set(data, Duration.ZERO);
            cluster.restart(1);
        });
        cluster.broker(1).awaitLine("serves");
        after(matches, "clock of broker 1 set back by 30 s", () -> JumpingClock.set(data, Duration.ofSeconds(-30)));
    }

    private Program replay(String where, Path kgbd, Path csv, String pace, String... to) {
        List<String> arguments = new ArrayList<>(List.of("replay", kgbd.toString(), "--model", "d16", "--people", "32",
                "--lanes", String.valueOf(LANES), "--pace", pace, "--base-time", String.valueOf(baseNs), "--csv",
                csv.toString()));
        arguments.addAll(List.of(to));
        return PROGRAMS.start(where, arguments.toArray(String[]::new));
    }

    private void start(String role) {
        roles.put(role, start(role, role.equals("standby") ? "matcher" : role, "--kafka", cluster.bootstrap()));
    }

    private static Program start(String where, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--model", "d16", "--data", PROGRAMS.folder(where + "-data").toString(), "--http-port",
                String.valueOf(Workplace.freePort())));
        if (!command[0].equals("windower") && !command[0].equals("encoder")) {
            arguments.addAll(List.of("--enrol-strangers", "false"));
        }
        return PROGRAMS.start(where, arguments.toArray(String[]::new));
    }

    private void again(String role) {
        roles.get(role).kill();
        start(role);
    }

    /** Lets a fault happen and waits until frames of every sensor that were received after it are answered, readably. */
    private void after(TopicLog<Match> matches, String what, Fault fault)
            throws InterruptedException, IOException {
        long begun = System.currentTimeMillis();
        fault.happen();
        long over = System.currentTimeMillis();
        Set<String> answered = new HashSet<>();
        int from = matches.read().size();
        while (answered.size() < LANES) {
            assertThat(System.currentTimeMillis() - over).as(what).isLessThan(RECOVERS_WITHIN.toMillis());
            List<Match> all = matches.read();
            all.subList(from, all.size()).stream()
                    .filter(match -> match.timing().receivedNs() > TimeUnit.MILLISECONDS.toNanos(over))
                    .forEach(match -> answered.add(match.sequence().track().sensor()));
            from = all.size();
        }
        tell(String.format(Locale.ROOT, "| %s | %.1f |", what, (System.currentTimeMillis() - begun) / 1e3));
    }

    /** A row of the table; at once, so that a run that fails has told what went well. */
    private static void tell(String row) {
        System.out.println(row);
    }

    private void assertGaplessLog() throws IOException {
        try (var log = new TopicLog<>(cluster.bootstrap(), Topics.IDENTITIES.name(), Topics.LOG_ENTRY)) {
            List<LogEntry> entries = log.read();
            for (int before = -1; before < entries.size();) {
                before = entries.size();
                entries = log.read();
            }
            for (int n = 0; n < entries.size(); n++) {
                assertThat(entries.get(n).number()).as("no entry is lost and none doubled").isEqualTo(n + 1);
            }
        }
    }
}
