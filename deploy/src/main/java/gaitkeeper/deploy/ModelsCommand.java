package gaitkeeper.deploy;

import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.trainer.DescriptorExport;
import gaitkeeper.trainer.compare.Comparing;
import gaitkeeper.trainer.report.ComparisonPage;
import gaitkeeper.trainer.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "models", mixinStandardHelpOptions = true, description = "Lists the model bundles that ship with the program.", subcommands = {
    ModelsCommand.Export.class,
    ModelsCommand.Compare.class})
final class ModelsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.printf("%-14s %-16s %2s %3s %5s  %s%n", "name", "id", "f", "J", "width", "what it is");
        for (String name : Home.modelNames()) {
            ModelSpec spec = ModelBundle.open(NodeOptions.bundle(name)).spec();
            System.out.printf("%-14s %-16s %2d %3d %5d  %s%n", name, spec.id(), spec.frames(), spec.joints(),
                    spec.width(),
                    spec.description());
        }
        return 0;
    }

    @Command(name = "export", mixinStandardHelpOptions = true, description = "Makes the descriptors' bundles (d13, d16, pairwise, lda, walkers) again from KGBD: graphs, statistics, calibration, results.")
    static final class Export implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "KGBD", description = "Folder with KGBD's .npz and split file.")
        Path kgbd = Path.of(".");

        @Option(names = "--target", paramLabel = "DIR", description = "Where the bundles go. Default: deploy/models of this program.")
        Path target = Home.path().resolve("deploy/models");

        @Option(names = "--only", paramLabel = "NAME", split = ",", description = "Bundles to make. Default: all.")
        List<String> only = List.of();

        @Option(names = "--commit", paramLabel = "ID", defaultValue = "unknown", description = "Commit of this program, written into model.json. Default: ${DEFAULT-VALUE}.")
        String commit = "unknown";

        @Override
        public Integer call() throws Exception {
            DescriptorExport.run(kgbd, target, only, commit, SimulatedRecordings::of, System.out);
            return 0;
        }
    }

    @Command(name = "compare", mixinStandardHelpOptions = true, description = {
        "Puts bundles side by side on one page: what they achieve on KGBD, what was printed, how large they are, how many",
        "operations and how much processor time a window costs them, measured in this run on one thread.",
        "Bundles of one system that were trained on different splits count as one."})
    static final class Compare implements Callable<Integer> {
        @Parameters(arity = "0..*", paramLabel = "NAME|DIR", description = "Bundles of deploy/models by name, or folders. Default: all that ship.")
        List<String> models = List.of();

        @Option(names = "--add", arity = "1..*", split = ",", paramLabel = "DIR", description = "Folders of reports of 'evaluate', whose figures are taken where they have them; otherwise those in model.json.")
        List<Path> add = List.of();

        @Option(names = "--out", paramLabel = "DIR", defaultValue = "comparison", description = "Folder of the page: index.html, tables.md, accuracy-cost.svg. Default: ${DEFAULT-VALUE}.")
        Path out = Path.of("comparison");

        @Override
        public Integer call() {
            List<Report> reports = add.stream().map(Report::read).toList();
            List<ModelBundle> bundles = (models.isEmpty() ? Home.modelNames() : models).stream()
                    .map(NodeOptions::bundle).map(ModelBundle::open).toList();
            var page = new ComparisonPage(
                    Comparing.of(bundles, reports, name -> System.err.println("measuring " + name)));
            System.out.println(page.text());
            page.write(out);
            System.err.println("Page: " + out.resolve("index.html").toAbsolutePath());
            return 0;
        }
    }
}
