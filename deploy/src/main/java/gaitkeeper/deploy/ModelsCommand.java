package gaitkeeper.deploy;

import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import gaitkeeper.trainer.DescriptorExport;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "models", mixinStandardHelpOptions = true, description = "Lists the model bundles that ship with the program.", subcommands = ModelsCommand.Export.class)
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
}
