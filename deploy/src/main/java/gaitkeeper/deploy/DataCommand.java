package gaitkeeper.deploy;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.recordings.Coordinates;
import gaitkeeper.recordings.Copies;
import gaitkeeper.recordings.Importer;
import gaitkeeper.recordings.Labels;
import gaitkeeper.recordings.Recording;
import gaitkeeper.recordings.SetWriter;
import gaitkeeper.recordings.SourceFormat;
import gaitkeeper.recordings.SplitRule;
import gaitkeeper.recordings.Splits;
import gaitkeeper.recordings.Take;
import gaitkeeper.recordings.TrackLabels;
import gaitkeeper.recordings.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

@Command(name = "data", mixinStandardHelpOptions = true, description = "Recordings of people: imports data sets and what the live path saw, describes sets, draws splits.", subcommands = {
    DataCommand.Import.class, DataCommand.Info.class, DataCommand.Split.class})
final class DataCommand implements Runnable {
    @Override
    public void run() {
        throw new ParameterException(new CommandLine(this), "give a command: import, info or split");
    }

    @Command(name = "import", mixinStandardHelpOptions = true, description = {
        "Writes recordings to one set file that training, evaluation and replay read without loading it.",
        "SOURCE is KGBD (.npz, or folder or .zip of PersonNNN/K.txt), BIWI, IAS-Lab or KS20 as they come, a folder of",
        "released .npy arrays of one set and f, a set file or a folder of them. With --kafka it is what the live path saw,",
        "labelled with the gallery's names. Frames with untracked joints are left out; ends that the published protocol",
        "drops are kept and marked."})
    static final class Import implements Callable<Integer> {
        @Parameters(arity = "0..*", paramLabel = "SOURCE", description = "What to import; several are joined.")
        List<Path> sources = List.of();

        @Option(names = "--out", required = true, paramLabel = "FILE.gkr", description = "The set file; replaced when all went well.")
        Path out = Path.of("set.gkr");

        @Option(names = "--format", paramLabel = "KIND", description = "What SOURCE is, if it cannot be told: ${COMPLETION-CANDIDATES}.")
        @Nullable
        SourceFormat format;

        @Option(names = "--published-labels", description = "IAS-Lab and KS20: number and file people as the published pre-processing does, with its defects.")
        boolean published;

        @Option(names = "--coordinates", paramLabel = "KIND", defaultValue = "FLOAT32", description = "${COMPLETION-CANDIDATES}; 16 bits are steps of 0.2 mm up to 6.5 m, half the size, lossless for KGBD's .npz. Default: ${DEFAULT-VALUE}.")
        Coordinates coordinates = Coordinates.FLOAT32;

        @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Import gk.sequences from this cluster instead (./gaitkeeper up prints its address).")
        @Nullable
        String kafka;

        @Option(names = "--labels", paramLabel = "KIND", defaultValue = "EVIDENCE", description = "With --kafka, ${COMPLETION-CANDIDATES}: tracks that the gallery keeps as somebody's evidence, or also tracks whose last answer named somebody (a model's opinion). Default: ${DEFAULT-VALUE}.")
        LiveLabels labels = LiveLabels.EVIDENCE;

        @Option(names = "--strangers", description = "With --kafka: also people without a name, as \"stranger n\".")
        boolean strangers;

        @Override
        public Integer call() throws Exception {
            if (sources.isEmpty() == (kafka == null)) {
                throw new IllegalArgumentException("give either a SOURCE or --kafka host:port");
            }
            try (var writer = SetWriter.create(out, coordinates)) {
                var sink = new Counting(writer);
                for (Importer importer : importers()) {
                    importer.read(sink);
                }
                writer.commit();
                System.out.printf("%s: %d recordings, %d frames, %d bytes%n", out, sink.walks, sink.frames,
                        Files.size(out));
            }
            return 0;
        }

        private List<Importer> importers() throws IOException {
            if (kafka != null) {
                return List.of(new LiveImport(new KafkaClients(kafka),
                        new TrackLabels(labels == LiveLabels.ANSWERS, strangers)));
            }
            var importers = new ArrayList<Importer>();
            for (Path source : sources) {
                SourceFormat kind = format != null ? format : SourceFormat.detect(source);
                importers.add(kind.importer(source, published ? Labels.PUBLISHED : Labels.BY_NAME));
            }
            return importers;
        }
    }

    /** Whose word counts for who a track was. */
    enum LiveLabels {
        EVIDENCE, ANSWERS
    }

    /** Counts what passes, and says on standard error what is left out. */
    private static final class Counting implements Importer.Sink {
        private final Importer.Sink next;
        private int walks;
        private long frames;

        Counting(Importer.Sink next) {
            this.next = next;
        }

        @Override
        public void accept(Walk walk) throws IOException {
            next.accept(walk);
            walks++;
            frames += walk.frames();
        }

        @Override
        public void skipped(String recording, String why) {
            System.err.println("left out: " + recording + ": " + why);
        }
    }

    @Command(name = "info", mixinStandardHelpOptions = true, description = "Describes a set file or any recording that can be imported.")
    static final class Info implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "SET", description = "Set file, or whatever data import reads.")
        Path path = Path.of(".");

        @Option(names = "--list", description = "One line per recording.")
        boolean list;

        @Option(names = "--check", description = "Read all of it: find recordings that repeat another.")
        boolean check;

        @Override
        public Integer call() throws Exception {
            Recording recording = Recording.open(path);
            List<Walk> walks = recording.walks();
            System.out.printf("recordings  %d%n", walks.size());
            System.out.printf("people      %d%n", walks.stream().map(Walk::person).distinct().count());
            System.out.printf("frames      %d, %d without the ends that the published protocol drops%n",
                    walks.stream().mapToLong(Walk::frames).sum(), walks.stream().mapToLong(Walk::clippedFrames).sum());
            count("joints", walks, walk -> walk.style().joints() + ", " + walk.style().geometry());
            count("condition", walks, walk -> walk.take().condition());
            count("view", walks, walk -> walk.take().view());
            if (list) {
                walks.forEach(walk -> System.out.printf("  %-28s %6d frames%n", walk.name(), walk.frames()));
            }
            if (check) {
                Map<Take, Take> copies = Copies.of(recording);
                copies.forEach((copy, first) -> System.out.println("copy        " + copy.name() + " repeats "
                        + first.name()));
                System.out.println(copies.isEmpty() ? "no recording repeats another" : "");
            }
            return 0;
        }

        private static void count(String what, List<Walk> walks, Function<Walk, String> of) {
            walks.stream().collect(Collectors.groupingBy(of, TreeMap::new, Collectors.counting()))
                    .forEach((value, count) -> {
                        if (!value.isEmpty()) {
                            System.out.printf("%-11s %s: %d%n", what, value, count);
                        }
                    });
        }
    }

    @Command(name = "split", mixinStandardHelpOptions = true, description = {
        "Draws who trains, who stands in the gallery and who is asked, by a published rule, and writes the manifest:",
        "CSV of seed,person,walk,condition,view,role. Copies of recordings are left out."})
    static final class Split implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "SET", description = "Set file, or whatever data import reads.")
        Path path = Path.of(".");

        @Option(names = "--rule", required = true, paramLabel = "RULE", description = SplitRule.NAMES + ".")
        String rule = "kgbd";

        @Option(names = "--seeds", paramLabel = "N,N..", split = ",", defaultValue = "0,1,2,3,4", description = "One draw each. Default: ${DEFAULT-VALUE}.")
        int[] seeds = {0};

        @Option(names = "--out", required = true, paramLabel = "FILE.csv", description = "The manifest; replaced.")
        Path out = Path.of("split.csv");

        @Override
        public Integer call() throws Exception {
            if (Arrays.stream(seeds).distinct().count() != seeds.length) {
                throw new MalformedException(Reason.BAD_FIELD, "--seeds names a seed twice");
            }
            Splits splits = SplitRule.of(rule).draw(Recording.open(path), seeds);
            splits.write(out);
            System.out.println(out + ": " + seeds.length + " draws of " + rule);
            return 0;
        }
    }
}
