package gaitkeeper.deploy;

import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.ModelSpec;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "models", mixinStandardHelpOptions = true, description = "Lists the model bundles that ship with the program.")
final class ModelsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.printf("%-12s %-14s %2s %3s %5s  %s%n", "name", "id", "f", "J", "width", "what it is");
        for (String name : Home.modelNames()) {
            ModelSpec spec = ModelBundle.open(NodeOptions.bundle(name)).spec();
            System.out.printf("%-12s %-14s %2d %3d %5d  %s%n", name, spec.id(), spec.frames(), spec.joints(),
                    spec.width(),
                    spec.description());
        }
        return 0;
    }
}
