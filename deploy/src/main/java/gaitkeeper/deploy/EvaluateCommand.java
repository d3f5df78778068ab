package gaitkeeper.deploy;

import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.trainer.EvaluatedSystem;
import gaitkeeper.trainer.KgbdEvaluation;
import gaitkeeper.trainer.KgbdEvaluation.Findings;
import gaitkeeper.trainer.KgbdEvaluation.Protocol;
import gaitkeeper.trainer.PeakMemory;
import gaitkeeper.trainer.report.Report;
import gaitkeeper.trainer.report.TrainingLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "evaluate", mixinStandardHelpOptions = true, description = {
    "Measures models and descriptors on KGBD, side by side, and writes a report beside the published figures.",
    "The plain names d13, d13-z, d13-files, d16, d16-z, d16-files, pairwise and lda are made, and lda trained, in the run itself: on the",
    "training walks of each split, for 'unseen' on those of people 1-82. Anything else is a model bundle, measured at its",
    "own number of frames, and only where it has not learned from what it would be asked: on the split it was trained on,",
    "and by 'unseen' only if people 83-164 are new to it. What is left out is said."})
final class EvaluateCommand implements Callable<Integer> {
    @Option(names = "--model", arity = "1..*", split = ",", paramLabel = "NAME|DIR", defaultValue = "d13,d16,d16-z,pairwise,lda", description = "Descriptors by name, bundles of deploy/models by name, or folders of bundles. Default: ${DEFAULT-VALUE}.")
    List<String> models = List.of();

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder with KGBD's .npz and split file.")
    Path data = Path.of(".");

    @Option(names = "--splits", split = ",", paramLabel = "N", defaultValue = "0,1,2,3,4", description = "Draws of the published split, 0 to 4. Default: ${DEFAULT-VALUE}.")
    List<Integer> splits = List.of();

    @Option(names = "--frames", split = ",", paramLabel = "F", defaultValue = "6,15,30", description = "Frames of a window, for descriptors. Default: ${DEFAULT-VALUE}.")
    List<Integer> frames = List.of();

    @Option(names = "--protocol", split = ",", paramLabel = "NAME", defaultValue = "retrieval,track,openset,unseen", description = "What to measure: ${COMPLETION-CANDIDATES}. track and openset also say what unseen measures besides retrieval; faithful repeats the retrieval as the public code does it. Default: ${DEFAULT-VALUE}.")
    List<Protocol> protocols = List.of();

    @Option(names = "--enrolled", paramLabel = "N", description = "People in the galleries of open sets; the others are strangers. Default: 82 of 164, 50 of the 82 of unseen.")
    Optional<Integer> enrolled = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "report", description = "Folder of the report: index.html, charts, tables.txt, tables.md, results.json. Default: ${DEFAULT-VALUE}.")
    Path out = Path.of("report");

    @Option(names = "--add", arity = "1..*", split = ",", paramLabel = "DIR", description = "Folders of earlier reports whose figures are to stand beside these.")
    List<Path> add = List.of();

    @Override
    public Integer call() {
        List<Report> earlier = add.stream().map(Report::read).toList();
        Set<Protocol> chosen = EnumSet.copyOf(protocols);
        List<EvaluatedSystem> systems = models.stream().map(EvaluateCommand::system).toList();
        var plan = new KgbdEvaluation.Plan(systems, splits, frames, chosen, enrolled);
        Findings found = KgbdEvaluation.run(data, plan, new KgbdEvaluation.Progress() {
            @Override
            public void step(int done, int all, String what) {
                System.err.printf("[%d of %d] %s%n", done + 1, all, what);
            }

            @Override
            public void found(Findings soFar) {
                report(soFar, systems, earlier).write(out);
            }
        });
        System.out.println(report(found, systems, earlier).text());
        found.omitted().forEach(what -> System.err.println("Not measured: " + what));
        PeakMemory.mebibytes().ifPresent(peak -> System.err.println("Peak memory: " + peak + " MiB"));
        System.err.println("Report: " + out.resolve("index.html").toAbsolutePath());
        return 0;
    }

    private Report report(Findings found, List<EvaluatedSystem> systems, List<Report> earlier) {
        var report = new Report("Gaitkeeper: evaluation on KGBD", description(found.omitted()), notes(systems),
                found.measurements(), logs());
        for (Report other : earlier.reversed()) {
            report = report.after(other);
        }
        return report;
    }

    private static EvaluatedSystem system(String model) {
        return EvaluatedSystem.descriptors().contains(model)
                ? EvaluatedSystem.descriptor(model)
                : EvaluatedSystem.bundle(ModelBundle.open(NodeOptions.bundle(model)));
    }

    private String description(List<String> omitted) {
        return "KGBD (Andersson and Araujo 2015): 164 people, Kinect v1, 30 frames a second, one session. The published"
                + " rule: per person two walks in the gallery, one probe, the rest for training; ten frames dropped at"
                + " both ends of a walk; windows without overlap. Splits " + splits + ", protocols " + protocols + "."
                + (omitted.isEmpty() ? "" : " Not measured: " + String.join("; ", omitted) + ".");
    }

    private static Map<String, String> notes(List<EvaluatedSystem> systems) {
        Map<String, String> notes = new LinkedHashMap<>();
        systems.forEach(system -> notes.merge(system.name(), system.note(), (one, other) -> one + "; " + other));
        return notes;
    }

    /** The logs that trainings left in their bundles. */
    private List<TrainingLog> logs() {
        Set<String> known = new HashSet<>();
        return models.stream().filter(model -> !EvaluatedSystem.descriptors().contains(model)).map(NodeOptions::bundle)
                .flatMap(folder -> {
                    Path log = folder.resolve(TrainingLog.FILE);
                    ModelBundle bundle = ModelBundle.open(folder);
                    String name = EvaluatedSystem.bundle(bundle).name() + ", split "
                            + bundle.spec().trainedOn().seen().split();
                    return Files.exists(log) && known.add(name)
                            ? Stream.of(TrainingLog.read(name, log))
                            : Stream.empty();
                }).toList();
    }
}
