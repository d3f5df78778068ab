package gaitkeeper.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.gallery.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "erase", mixinStandardHelpOptions = true, sortOptions = false, description = {
    "Forgets a person: their name, visits and exemplars leave every gallery, the identity log, its snapshots and the",
    "commands at once and cannot come back. Tells what was removed, and what goes when."})
final class EraseCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Mixin
    GalleryCommands.Where where = new GalleryCommands.Where();

    @Option(names = "--by", paramLabel = "NAME", defaultValue = "${sys:user.name}", description = "Who asks, as the log will say. Default: ${DEFAULT-VALUE}.")
    String by = "";

    @Option(names = "--at-once", description = "Empties the topics of frames, sequences, embeddings, matches and rejections too, of everybody, instead of waiting for their time to pass.")
    boolean atOnce;

    @Option(names = "--receipt", paramLabel = "FILE", description = "Writes the receipt as JSON.")
    @Nullable
    Path receipt;

    @Parameters(index = "0", paramLabel = "WHO", description = "An id, a number or a name.")
    String who = "";

    /**
     * What was removed, for programs.
     *
     * @param identity who was erased
     * @param number the gallery's number for them
     * @param entry of the log that erased them
     * @param visits that were known to be theirs
     * @param exemplars by the model that made them
     * @param logClean whether nothing before the erasure is left of the log, its snapshots and the commands
     * @param later what of them may still lie on topics, and until when
     * @param models data that each installed model was trained on: none of it comes from a gallery
     */
    record Receipt(String identity, int number, long entry, int visits, Map<String, Integer> exemplars,
            boolean logClean, List<Later> later, Map<String, String> models) {}

    /**
     * A topic that forgets by itself.
     *
     * @param topic its name
     * @param records of everybody on it now
     * @param until when the last of them is gone
     */
    record Later(String topic, long records, String until) {}

    @Override
    public Integer call() throws Exception {
        GalleryDesk desk = where.desk();
        Ledger before = desk.open().ledger();
        IdentityId person = GalleryCommands.Who.find(before, who);
        return switch (desk.ask(UUID.randomUUID(), by, new GalleryCommand.Erase(person))) {
            case GalleryDesk.Answer.Done done -> {
                Receipt written = clean(before, person, done.first().number());
                print(written);
                if (receipt != null) {
                    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(receipt.toFile(), written);
                }
                yield written.logClean() ? 0 : 1;
            }
            case GalleryDesk.Answer.Refused refused -> {
                System.err.println("refused: " + refused.why());
                yield 1;
            }
        };
    }

    private Receipt clean(Ledger before, IdentityId person, long entry) throws IOException {
        var erasure = new Erasure(where.clients());
        boolean clean = erasure.awaitCleanLog(entry, PATIENCE);
        if (atOnce) {
            erasure.emptyStreams();
        }
        Map<String, Integer> exemplars = new TreeMap<>();
        before.held(person).forEach(held -> exemplars.merge(held.model().value(), 1, Integer::sum));
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        List<Later> later = erasure.left().stream().filter(left -> left.records() > 0)
                .map(left -> new Later(left.topic(), left.records(), now.plus(left.kept()).toString())).toList();
        Map<String, String> models = new TreeMap<>();
        Home.modelNames().forEach(name -> models.put(name,
                ModelBundle.open(NodeOptions.bundle(name)).spec().trainedOn().data()));
        return new Receipt(person.toString(), before.candidate(person).orElseThrow().number(), entry,
                before.visits(person).size(), exemplars, clean, later, models);
    }

    private static void print(Receipt receipt) {
        System.out.printf("erased identity %s, number %d; this cannot be undone%n", receipt.identity(),
                receipt.number());
        System.out.printf("  gallery  %d visits, exemplars %s%n", receipt.visits(), receipt.exemplars());
        System.out.println(receipt.logClean()
                ? "  log      entries before entry " + receipt.entry()
                        + ", older snapshots and commands are removed; their files go when the broker cleans up next"
                : "  log      not cleaned yet: no matcher did it; it is done when one runs");
        receipt.later().forEach(topic -> System.out.printf("  later    %s holds %d records, gone by %s%s%n",
                topic.topic(), topic.records(), topic.until(), "; --at-once empties it now"));
        System.out.println(
                "  later    stores of running stages forget a track when it ends, and compact within 20 minutes");
        receipt.models().forEach((name, data) -> System.out.printf("  model    %s was trained on %s%n", name, data));
        System.out.println("  Exports made before, and backups of the broker's files, are yours to delete.");
    }
}
