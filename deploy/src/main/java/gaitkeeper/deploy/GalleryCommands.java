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
import java.time.temporal.ChronoUnit;
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
        GalleryCommands.Merge.class, GalleryCommands.Erase.class, GalleryCommands.Undo.class,
        GalleryCommands.Export.class, GalleryCommands.Import.class})
final class GalleryCommands implements Runnable {
    @Override
    public void run() {
        throw new ParameterException(new CommandLine(this),
                "give a command: list, stats, verify, log, history, rename, merge, erase, undo, export or import");
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

        abstract void print(List<LogEntry> log, Ledger ledger) throws IOException;

        @Override
        public Integer call() throws Exception {
            List<LogEntry> log = where.desk().log();
            print(log, GalleryDesk.fold(log));
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
            return switch (desk.ask(id, by, command(GalleryDesk.fold(desk.log())))) {
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
        "Reads the log twice and checks that both give the same gallery and that no entry is missing.",
        "Compare the hash with that of another cluster or of an export."})
    static final class Verify implements Callable<Integer> {
        @Mixin
        Where where = new Where();

        @Option(names = "--export", paramLabel = "FILE", description = "Check an exported file instead.")
        @Nullable
        Path export;

        @Override
        public Integer call() throws Exception {
            List<LogEntry> log = read();
            long expected = 0;
            Ledger ledger = Ledger.EMPTY;
            for (LogEntry entry : log) {
                expected++;
                if (entry.number() != 0 && entry.number() != expected) {
                    System.err.printf("entry %d follows entry %d%n", entry.number(), expected - 1);
                    return 1;
                }
                ledger = ledger.apply(entry).after();
            }
            if (!ledger.hash().equals(GalleryDesk.fold(read()).hash())) {
                System.err.println("two readings of the log differ; is it being written? Try again");
                return 1;
            }
            System.out.printf("%d entries, %d people%nhash %s%n", log.size(),
                    ledger.everyone().size(), ledger.hash());
            return 0;
        }

        private List<LogEntry> read() throws IOException {
            return export == null ? where.desk().log() : GalleryFile.read(export);
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

    @Command(name = "erase", mixinStandardHelpOptions = true, description = {
        "Forgets a person: their name, visits and exemplars leave every gallery at once and cannot come back.",
        "Older entries of the log, and what was seen of them, stay on their topics until those are cleaned."})
    static final class Erase extends Correction {
        @Parameters(index = "0", paramLabel = "WHO", description = "An id, a number or a name.")
        String who = "";

        @Override
        GalleryCommand command(Ledger ledger) {
            return new GalleryCommand.Erase(Who.find(ledger, who));
        }

        @Override
        String after(UUID id) {
            return "; this cannot be undone";
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

    @Command(name = "export", mixinStandardHelpOptions = true, description = {
        "Writes the identity log to a file, embeddings included. It is biometric data: keep it safe."})
    static final class Export implements Callable<Integer> {
        @Mixin
        Where where = new Where();

        @Parameters(index = "0", paramLabel = "FILE", description = "Replaced when all went well.")
        Path file = Path.of("gallery.gklog");

        @Override
        public Integer call() throws Exception {
            List<LogEntry> log = where.desk().log();
            GalleryFile.write(file, log);
            System.out.printf("%s: %d entries, hash %s%n", file, log.size(), GalleryDesk.fold(log).hash());
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
            List<LogEntry> log = GalleryFile.read(file);
            if (!where.desk().log().isEmpty()) {
                throw new IllegalArgumentException("the gallery at " + where.kafka
                        + " is not empty; import into a new one, or merge people by hand");
            }
            try (Producer<String, LogEntry> producer = where.clients().producer(Topics.IDENTITIES)) {
                for (LogEntry entry : log) {
                    var unused = producer
                            .send(new ProducerRecord<>(Topics.IDENTITIES.name(), MatcherStage.GALLERY, entry));
                }
                producer.flush();
            }
            Ledger written = GalleryDesk.fold(where.desk().log());
            System.out.printf("%d entries, %d people, hash %s%n", written.last(), written.everyone().size(),
                    written.hash());
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
