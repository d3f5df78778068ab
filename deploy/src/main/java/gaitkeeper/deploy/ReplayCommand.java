package gaitkeeper.deploy;

import gaitkeeper.core.EpochNanos;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.ingest.FrameSink;
import gaitkeeper.ingest.Pace;
import gaitkeeper.ingest.ProgressBar;
import gaitkeeper.ingest.RecordedStream;
import gaitkeeper.ingest.ReplayReport;
import gaitkeeper.ingest.ReplaySettings;
import gaitkeeper.ingest.TrackNaming;
import gaitkeeper.ingest.check.Finding;
import gaitkeeper.recordings.Recording;
import gaitkeeper.recordings.Splits;
import gaitkeeper.recordings.Walk;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "replay", mixinStandardHelpOptions = true, description = {
    "Plays a recording of walking people through the live path: a set file (./gaitkeeper data import), or KGBD (.npz, text",
    "folder or zip), BIWI, IAS-Lab or KS20 as they come; with --format, documents of any format a sensor may send (file, folder,",
    "zip), which are checked first and refused if they fail.",
    "With a split file, gallery walks are enrolled by name, then probe walks are judged; without one, all walks",
    "are just played. Event times are moved to now. Starts its own system unless --kafka names a running one",
    "(./gaitkeeper up prints its address)."})
final class ReplayCommand implements Callable<Integer> {
    /**
     * A replay waits for a broker that is away. By default a client then forgets its topics ("rebootstrap"), and every frame
     * that waits for them in vain is lost.
     */
    private static final Map<String, ?> RIDE_OUT = Map.of("delivery.timeout.ms",
            (int) Duration.ofMinutes(10).toMillis(), "metadata.recovery.strategy", "none");
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Mixin
    NodeOptions options = new NodeOptions();

    @Mixin
    SourceOptions source = new SourceOptions();

    @Parameters(index = "0", paramLabel = "RECORDING", description = "Set file, or whatever data import reads.")
    Path recording = Path.of(".");

    @Option(names = "--split", paramLabel = "FILE", description = "CSV of seed,person,walk,role or as data split writes it; default: splits_published_rule_5seeds.csv beside the recording, if there.")
    @Nullable
    Path split;

    @Option(names = "--no-split", description = "Just play all walks.")
    boolean noSplit;

    @Option(names = "--split-seed", paramLabel = "N", defaultValue = "0", description = "Which draw of the split. Default: ${DEFAULT-VALUE}.")
    int seed;

    @Option(names = "--people", paramLabel = "N", defaultValue = "100000", description = "Only the first N people. Default: all.")
    int people;

    @Option(names = "--lanes", paramLabel = "N", defaultValue = "24", description = "Walks at a time, each at a sensor of its own. Default: ${DEFAULT-VALUE}.")
    int lanes;

    @Option(names = "--pace", paramLabel = "X", defaultValue = "max", description = "1 = real time, 10 = ten times as fast, max = as fast as possible. Default: ${DEFAULT-VALUE}.")
    String pace = "max";

    @Option(names = "--base-time", paramLabel = "NS", description = "Event time of the first frame, ns since 1970; default: so that the last frame is now.")
    @Nullable
    Long baseTime;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write one line per probe walk.")
    @Nullable
    Path csv;

    /** Frames per second of the recording, the middle one of its walks. */
    private int rate = 1;

    @Override
    public Integer call() throws Exception {
        List<Walk> all = walks(open());
        rate = rate(all);
        Optional<Splits> splits = splits();
        if (options.kafka != null) {
            return withRunningSystem(options.kafka, all, splits);
        }
        options.enrolStrangers = options.enrolStrangers && splits.isEmpty();
        try (var node = new Node(options.config("replay", EnumSet.allOf(Role.class)), MadeUp.NOTHING)) {
            node.start();
            var runner = new NodeRunner(System.err);
            try (runner) {
                runner.awaitReady(node);
            }
            return run(new KafkaClients(node.bootstrap()), node.frames(), all, splits);
        }
    }

    private Recording open() throws IOException {
        if (source.format == null) {
            return openSet();
        }
        RecordedStream stream = RecordedStream.open(recording, source.format(), source.setup(), source.checks());
        System.err.printf("%s: %d files, %d tracks; refused: %d%s%n", stream.format().id(), stream.files(),
                stream.walks().size(), stream.problems().size(),
                stream.problems().stream().findFirst()
                        .map(first -> ", the first because " + first.why().getMessage()).orElse(""));
        Optional<Finding> failed = stream.check().failed();
        if (failed.isPresent()) {
            throw new MalformedException(Reason.QUARANTINED, "the recording fails the check "
                    + failed.get().check().id() + ": " + failed.get().measured() + "; " + failed.get().check().hint()
                    + " (./gaitkeeper doctor stream says more), or --override " + failed.get().check().id());
        }
        return stream::walks;
    }

    private Recording openSet() throws IOException {
        try {
            return Recording.open(recording);
        } catch (MalformedException e) {
            throw new MalformedException(e.reason(),
                    e.getMessage() + ". For documents as sensors send them say --format auto");
        }
    }

    private int withRunningSystem(String bootstrap, List<Walk> all, Optional<Splits> splits) throws Exception {
        var kafka = new KafkaClients(bootstrap);
        try (var part = new IngestPart(kafka, DiskGuard.ENDLESS, new PipelineMetrics(), InstantSource.system(),
                RIDE_OUT)) {
            return run(kafka, part.frames(), all, splits);
        }
    }

    private int run(KafkaClients kafka, FrameSink sink, List<Walk> all, Optional<Splits> splits) throws Exception {
        ModelSpec model = ModelBundle.open(NodeOptions.bundle(options.model)).spec();
        var bar = new ProgressBar(System.err, CommandLine.Help.Ansi.AUTO.enabled());
        var trial = new ReplayTrial(kafka, sink, model.frames(), bar);
        if (splits.isEmpty()) {
            ReplayReport report = trial.play(all, settings(base(List.of(all)), "all"));
            System.out.printf("%d walks, %d frames, %.0f frames/s%n", report.walks(), report.frames(),
                    report.framesPerSecond());
            return 0;
        }
        List<Walk> gallery = splits.get().walks(() -> all, seed, Splits.Role.GALLERY);
        List<Walk> probes = splits.get().walks(() -> all, seed, Splits.Role.PROBE);
        long base = base(List.of(gallery, probes));
        System.err.println("Enrolling " + gallery.size() + " gallery walks");
        int exemplars = trial.enrol(gallery, settings(base, "gallery"));
        System.err.println("Enrolled " + exemplars + " exemplars; playing " + probes.size() + " probe walks");
        ReplayResult result = trial.probe(probes, settings(base + durationNs(gallery), "probe"));
        result.print(System.out, model.id());
        writeCsv(result);
        return result.missing() == 0 && result.doubled() == 0 ? 0 : 1;
    }

    private void writeCsv(ReplayResult result) throws IOException {
        if (csv != null) {
            try (var out = new PrintStream(Files.newOutputStream(csv), false, StandardCharsets.UTF_8)) {
                result.write(out);
            }
        }
    }

    private ReplaySettings settings(long base, String phase) {
        // Names of people may hold what keys may not.
        TrackNaming naming = (walk, lane) -> new TrackId("kgbd-" + lane, phase + "-s" + seed + "-b" + base,
                walk.name().replaceAll("[^A-Za-z0-9._:@+=-]", "_"));
        Pace how = pace.equals("max") ? Pace.AS_FAST_AS_POSSIBLE : new Pace(Double.parseDouble(pace));
        return ReplaySettings.from(base, naming).withLanes(lanes).withRate(rate).withPace(how)
                .withPause(PAUSE);
    }

    /** As far back as the walks are long, so that the last frame is now and no record lies in the future. */
    private long base(List<List<Walk>> phases) {
        if (baseTime != null) {
            return baseTime;
        }
        long now = EpochNanos.now(InstantSource.system());
        return pace.equals("1") ? now : now - phases.stream().mapToLong(this::durationNs).sum();
    }

    /** An upper bound of the event time that walks take on the lanes. */
    private long durationNs(List<Walk> walks) {
        long total = walks.stream().mapToLong(walk -> walk.frames() * 1_000_000_000L / rate + PAUSE.toNanos()).sum();
        long longest = walks.stream().mapToLong(Walk::frames).max().orElse(0) * 1_000_000_000L / rate;
        return total / lanes + longest + 2 * PAUSE.toNanos();
    }

    private List<Walk> walks(Recording opened) {
        List<String> wanted = opened.walks().stream().map(Walk::person).distinct().sorted().limit(people).toList();
        return opened.walks().stream().filter(walk -> wanted.contains(walk.person()))
                .map(ReplayCommand::playable).toList();
    }

    private static int rate(List<Walk> walks) {
        double[] rates = walks.stream().mapToDouble(walk -> walk.style().framesPerSecond()).sorted().toArray();
        return rates.length == 0 ? 1 : (int) Math.max(1, Math.round(rates[rates.length / 2]));
    }

    private static Walk playable(Walk walk) {
        if (walk.style().run() > 0) {
            throw new IllegalArgumentException(
                    walk.name() + " comes in runs of " + walk.style().run() + " frames, as released arrays do; only"
                            + " whole recordings can be replayed");
        }
        return walk.clipped();
    }

    private Optional<Splits> splits() throws IOException {
        if (noSplit) {
            return Optional.empty();
        }
        Path folder = Files.isDirectory(recording) ? recording : recording.resolveSibling(".");
        Path file = split != null ? split : folder.resolve("splits_published_rule_5seeds.csv");
        return split != null || Files.exists(file) ? Optional.of(Splits.read(file)) : Optional.empty();
    }
}
