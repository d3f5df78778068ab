package gaitkeeper.deploy;

import gaitkeeper.core.Evidence.Candidate;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match;
import gaitkeeper.core.Visit;
import gaitkeeper.core.gallery.Ledger;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.matcher.MatcherStage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine;

@Command(name = "gallery", mixinStandardHelpOptions = true, description = {
    "The people a running system knows: lists, corrects and checks them.",
    "Talks to Kafka, so it works beside ./gaitkeeper up and beside a cluster."}, subcommands = {
        GalleryCommands.ListPeople.class, GalleryCommands.Stats.class, GalleryCommands.Verify.class,
        GalleryCommands.Log.class, GalleryCommands.History.class, GalleryCommands.Rename.class,
        GalleryCommands.Merge.class, EraseCommand.class, GalleryCommands.Undo.class,
        GalleryCommands.Snapshot.class, GalleryCommands.Export.class, GalleryCommands.Import.class})
final class GalleryCommands implements Runnable {
    @Override
    public void run() {
        throw new ParameterException(new CommandLine(this),
                "give a command: list, stats, verify, log, history, rename, merge, erase, undo, snapshot, export or import");
    }

    /** Where the gallery is. */
    static final class Where {
        @Option(names = "--kafka", paramLabel = "HOST:PORT", defaultValue = "127.0.0.1:9092", description = "Its Kafka; ./gaitkeeper up prints the address. Default: ${DEFAULT-VALUE}.")
        String kafka = "";

        GalleryDesk desk() {
            return new GalleryDesk(clients());
        }

        KafkaClients clients() {
            return new KafkaClients(kafka).reached();
        }
    }

    /** Whom a command is about. */
    static final class Who {
        private Who() {}

        /**
         * Finds somebody as people say it.
         *
         * @param text an id, a number, or a name
         * @throws IllegalArgumentException if there is nobody of that kind
         */
        static IdentityId find(Ledger ledger, String text) {
            return ledger.everyone().stream().filter(person -> is(person, text)).map(Candidate::identity).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "nobody is \"" + text + "\"; give an id, a number or a name of ./gaitkeeper gallery list"));
        }

        private static boolean is(Candidate person, String text) {
            return person.identity().toString().equalsIgnoreCase(text) || person.name().equals(text)
                    || Integer.toString(person.number()).equals(text) || person.label().equals(text);
        }
    }

    /** Prints something about the gallery as its log tells it now. */
    abstract static class Reading implements Callable<Integer> {
        @Mixin
        Where where = new Where();

        /** Prints; {@code log} is what is left of it. */
        abstract void print(List<LogEntry> log, Ledger ledger) throws IOException;

        @Override
        public Integer call() throws Exception {
            GalleryDesk.Opened gallery = where.desk().open();
            print(gallery.log(), gallery.ledger());
            return 0;
        }
    }

    /** A correction: asks, and says how to take it back. */
    abstract static class Correction implements Callable<Integer> {
        @Mixin
        Where where = new Where();

        @Option(names = "--by", paramLabel = "NAME", defaultValue = "${sys:user.name}", description = "Who asks, as the log will say. Default: ${DEFAULT-VALUE}.")
        String by = "";

        abstract GalleryCommand command(Ledger ledger);

        @Override
        public Integer call() throws Exception {
            GalleryDesk desk = where.desk();
            var id = UUID.randomUUID();
            return switch (desk.ask(id, by, command(desk.open().ledger()))) {
                case GalleryDesk.Answer.Done done -> {
                    System.out.println("done, entry " + done.first().number() + after(id));
                    yield 0;
                }
                case GalleryDesk.Answer.Refused refused -> {
                    System.err.println("refused: " + refused.why());
                    yield 1;
                }
            };
        }

        String after(UUID id) {
            return "; take it back with: ./gaitkeeper gallery undo " + id;
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Everyone, with their visits and exemplars.")
    static final class ListPeople extends Reading {
        @Override
        void print(List<LogEntry> log, Ledger ledger) {
            System.out.printf("%-6s  %-24s  %6s  %9s  %s%n", "number", "name", "visits", "exemplars", "id");
            for (Candidate person : ledger.everyone()) {
                System.out.printf("%-6d  %-24s  %6d  %9d  %s%n", person.number(), person.label(),
                        ledger.visits(person.identity()).size(), ledger.held(person.identity()).size(),
                        person.identity());
            }
        }
    }

    @Command(name = "stats", mixinStandardHelpOptions = true, description = "How many people, visits, exemplars and log entries there are.")
    static final class Stats extends Reading {
        @Override
        void print(List<LogEntry> log, Ledger ledger) {
            List<Candidate> people = ledger.everyone();
            System.out.printf("people     %d, %d of them named%n", people.size(),
                    people.stream().filter(person -> !person.name().isEmpty()).count());
            System.out.printf("visits     %d%n",
                    people.stream().mapToInt(person -> ledger.visits(person.identity()).size()).sum());
            people.stream().flatMap(person -> ledger.held(person.identity()).stream())
                    .collect(Collectors.groupingBy(held -> held.model().value(), TreeMap::new, Collectors.counting()))
                    .forEach((model, count) -> System.out.printf("exemplars  %d by %s%n", count, model));
            Map<String, Long> kinds = log.stream().collect(Collectors.groupingBy(
                    entry -> entry.event().getClass().getSimpleName(), TreeMap::new, Collectors.counting()));
            System.out.printf("entries    %d: %s%n", ledger.last(), kinds);
            System.out.printf("hash       %s%n", ledger.hash());
        }
    }

    @Command(name = "verify", mixinStandardHelpOptions = true, description = {
        "Checks that no entry of the log is missing, and that the snapshot says what the log says.",
        "Compare the hash with that of another cluster or of an export."})
    static final class Verify implements Callable<Integer> {
        @Mixin
        Where where = new Where();

        @Option(names = "--export", paramLabel = "FILE", description = "Check an exported file instead.")
        @Nullable
        Path export;

        @Override
        public Integer call() throws Exception {
            if (export != null) {
                GalleryFile.Content content = GalleryFile.read(export);
                return tell(content.log(), content.ledger());
            }
            GalleryDesk.Opened gallery = where.desk().open();
            if (gallery.logIsWhole()
                    && !GalleryDesk.fold(Ledger.EMPTY, gallery.log()).hash().equals(gallery.ledger().hash())) {
                System.err.println("the snapshot and the log differ; write a new one: ./gaitkeeper gallery snapshot");
                return 1;
            }
            return tell(gallery.log(), gallery.ledger());
        }

        private static int tell(List<LogEntry> log, Ledger ledger) {
            for (int i = 1; i < log.size(); i++) {
                if (log.get(i).number() != 0 && log.get(i).number() != log.get(i - 1).number() + 1) {
                    System.err.printf("entry %d follows entry %d%n", log.get(i).number(), log.get(i - 1).number());
                    return 1;
                }
            }
            System.out.printf("%d entries, %d of them in the log, %d people%nhash %s%n", ledger.last(), log.size(),
                    ledger.everyone().size(), ledger.hash());
            return 0;
        }
    }

    @Command(name = "log", mixinStandardHelpOptions = true, description = "The latest commands that can be undone, latest first.")
    static final class Log extends Reading {
        @Option(names = "--last", paramLabel = "N", defaultValue = "20", description = "How many. Default: ${DEFAULT-VALUE}.")
        int last;

        @Override
        void print(List<LogEntry> log, Ledger ledger) {
            for (LogEntry entry : ledger.latest(last)) {
                System.out.printf("%s  %-10s  %-16s  %s%n", time(entry.timeNs()), entry.by(),
                        entry.event().getClass().getSimpleName(), entry.command());
            }
        }
    }

    @Command(name = "history", mixinStandardHelpOptions = true, description = {
        "Who was where when, as the gallery sees it now: merges, splits and corrections are followed."})
    static final class History extends Reading {
        @Parameters(arity = "0..1", paramLabel = "WHO", description = "Only this person: an id, a number or a name.")
        @Nullable
        String who;

        @Override
        void print(List<LogEntry> log, Ledger ledger) throws IOException {
            Map<Visit, Stay> stays = new TreeMap<>(
                    Comparator.comparing(Visit::firstTimeNs).thenComparing(visit -> visit.track().toString()));
            new TopicReader(where.clients()).read(Topics.MATCHES.name(), Topics.MATCH,
                    (key, match) -> Stay.add(stays, match));
            IdentityId wanted = who == null ? null : Who.find(ledger, who);
            stays.forEach((visit, stay) -> stay.person(ledger, visit)
                    .filter(person -> wanted == null || person.identity().equals(wanted))
                    .ifPresent(person -> System.out.printf("%s  %6.1f s  %-20s  %s%n", time(visit.firstTimeNs()),
                            (stay.lastNs - visit.firstTimeNs()) / 1e9, visit.track().sensor(), person.label())));
        }
    }

    @Command(name = "rename", mixinStandardHelpOptions = true, description = "Names somebody; an empty name makes them a stranger again.")
    static final class Rename extends Correction {
        @Parameters(index = "0", paramLabel = "WHO", description = "An id, a number or a name.")
        String who = "";
        @Parameters(index = "1", paramLabel = "NAME", description = "The new name.")
        String name = "";

        @Override
        GalleryCommand command(Ledger ledger) {
            return new GalleryCommand.Rename(Who.find(ledger, who), name);
        }
    }

    @Command(name = "merge", mixinStandardHelpOptions = true, description = "Two identities are one person, known as INTO from then on.")
    static final class Merge extends Correction {
        @Parameters(index = "0", paramLabel = "FROM", description = "An id, a number or a name.")
        String from = "";
        @Parameters(index = "1", paramLabel = "INTO", description = "An id, a number or a name.")
        String into = "";

        @Override
        GalleryCommand command(Ledger ledger) {
            return new GalleryCommand.Merge(Who.find(ledger, from), Who.find(ledger, into));
        }
    }

    @Command(name = "undo", mixinStandardHelpOptions = true, description = "Takes a command back; an undo can be undone too.")
    static final class Undo extends Correction {
        @Parameters(index = "0", paramLabel = "COMMAND", description = "The command's id, of ./gaitkeeper gallery log.")
        UUID command = new UUID(0, 0);

        @Override
        GalleryCommand command(Ledger ledger) {
            return new GalleryCommand.Undo(command);
        }
    }

    @Command(name = "snapshot", mixinStandardHelpOptions = true, description = {
        "Writes the gallery down now, so that the next start need not read the log.",
        "A running matcher does so by itself every 10,000 entries, of a larger gallery after as many as it has people, and when somebody is erased."})
    static final class Snapshot implements Callable<Integer> {
        @Mixin
        Where where = new Where();

        @Override
        public Integer call() throws Exception {
            Ledger ledger = where.desk().open().ledger();
            new LogCompactor(where.clients(), InstantSource.system()).write(ledger);
            System.out.printf("entry %d, %d people, hash %s%n", ledger.last(), ledger.everyone().size(),
                    ledger.hash());
            return 0;
        }
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = {
        "Writes the identity log to a file, embeddings included. It is biometric data: keep it safe."})
    static final class Export implements Callable<Integer> {
        @Mixin
        Where where = new Where();

        @Parameters(index = "0", paramLabel = "FILE", description = "Replaced when all went well.")
        Path file = Path.of("gallery.gklog");

        @Override
        public Integer call() throws Exception {
            GalleryDesk.Opened gallery = where.desk().open();
            List<byte[]> pages = new ArrayList<>();
            if (!gallery.logIsWhole()) {
                new Snapshots(where.clients()).pages(gallery.snapshot().orElseThrow().place(), pages::add);
            }
            long inPages = pages.isEmpty() ? 0 : gallery.snapshot().orElseThrow().content().head().last();
            GalleryFile.write(file, new GalleryFile.Content(pages, gallery.log().stream()
                    .filter(entry -> pages.isEmpty() || entry.number() > inPages).toList()));
            System.out.printf("%s: %d entries, hash %s%n", file, gallery.ledger().last(), gallery.ledger().hash());
            return 0;
        }
    }

    @Command(name = "import", mixinStandardHelpOptions = true, description = {
        "Fills an empty gallery from an exported file. One that knows anybody is left as it is."})
    static final class Import implements Callable<Integer> {
        @Mixin
        Where where = new Where();

        @Parameters(index = "0", paramLabel = "FILE", description = "Written by export.")
        Path file = Path.of("gallery.gklog");

        @Override
        public Integer call() throws Exception {
            GalleryFile.Content content = GalleryFile.read(file);
            if (where.desk().open().ledger().last() > 0) {
                throw new IllegalArgumentException("the gallery at " + where.kafka
                        + " is not empty; import into a new one, or merge people by hand");
            }
            new LogCompactor(where.clients(), InstantSource.system()).copy(content.pages());
            try (Producer<String, LogEntry> producer = where.clients().producer(Topics.IDENTITIES,
                    KafkaClients.ONE_BY_ONE)) {
                for (LogEntry entry : content.log()) {
                    var unused = producer
                            .send(new ProducerRecord<>(Topics.IDENTITIES.name(), MatcherStage.GALLERY, entry));
                }
                producer.flush();
            }
            Ledger written = where.desk().open().ledger();
            System.out.printf("%d entries, %d people, hash %s%n", written.last(), written.everyone().size(),
                    written.hash());
            if (!content.pages().isEmpty()) {
                System.out.println("restart every matcher now: a snapshot is read at the start only");
            }
            return 0;
        }
    }

    /** A visit as its answers tell. */
    private static final class Stay {
        private long lastNs;
        private Optional<IdentityId> named = Optional.empty();

        static void add(Map<Visit, Stay> stays, Match match) {
            Stay stay = stays.computeIfAbsent(match.visit(), visit -> new Stay());
            stay.lastNs = match.sequence().firstTimeNs();
            stay.named = match instanceof Match.Known known ? Optional.of(known.person().identity()) : Optional.empty();
        }

        Optional<Candidate> person(Ledger ledger, Visit visit) {
            return ledger.owner(visit).or(() -> named).flatMap(ledger::resolved);
        }
    }

    private static String time(long ns) {
        return Instant.ofEpochSecond(0, ns).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
