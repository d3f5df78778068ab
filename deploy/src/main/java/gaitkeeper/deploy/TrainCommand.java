package gaitkeeper.deploy;

import gaitkeeper.trainer.cluster.ClusterSettings;
import gaitkeeper.trainer.loop.ConsoleProgress;
import gaitkeeper.trainer.simmc.Outcome;
import gaitkeeper.trainer.simmc.SimMcConfig;
import gaitkeeper.trainer.simmc.SimMcNetwork;
import gaitkeeper.trainer.simmc.SimMcTraining;
import java.io.Console;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "train", mixinStandardHelpOptions = true, description = "Trains a model on recordings and writes its bundle.", subcommands = {
    TrainCommand.SimMc.class,
    TrainSystem.SmSge.class, TrainSystem.MgScr.class, TrainSystem.Age.class,
    TrainSystem.Cage.class})
final class TrainCommand {
    static final int STOPPED = 130;

    private TrainCommand() {}

    @Command(name = "simmc", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Trains SimMC (Rao and Miao, IJCAI 2022) on KGBD: learns without labels from masked sequences.",
        "Ctrl-C stops after the step under way; --resume continues as if nothing had happened."}, footer = {"",
            "Result: DIR/checkpoint.bin after every epoch and DIR/bundle in the end. Serve it with:",
            "  ./gaitkeeper up --model DIR/bundle"})
    static final class SimMc implements Callable<Integer> {
        @Mixin
        private final TrainOptions options = new TrainOptions();

        @Option(names = "--epochs", paramLabel = "N", defaultValue = "100", description = "Most epochs. Default: ${DEFAULT-VALUE}.")
        int epochs;

        @Option(names = "--evaluate-every", paramLabel = "N", defaultValue = "5", description = "Epochs between evaluations on the probes, which clean mode only reports. Default: ${DEFAULT-VALUE}.")
        int evaluateEvery;

        @Option(names = "--batch", paramLabel = "N", defaultValue = "256", description = "Sequences of a step. Default: ${DEFAULT-VALUE}.")
        int batch;

        @Option(names = "--rate", paramLabel = "X", defaultValue = "3.5e-4", description = "Adam's step size. Default: ${DEFAULT-VALUE}.")
        double rate;

        @Option(names = "--masked-frames", paramLabel = "N", defaultValue = "2", description = "Frames left out of a view. Default: ${DEFAULT-VALUE}.")
        int maskedFrames;

        @Option(names = "--lambda", paramLabel = "X", defaultValue = "0.5", description = "Weight of the contrast between views, 0 to 1; the contrast with prototypes has the rest. Default: ${DEFAULT-VALUE}.")
        double lambda;

        @Option(names = "--temperature", paramLabel = "X", defaultValue = "0.06", description = "Divides the cosines to the prototypes. Default: ${DEFAULT-VALUE}.")
        double temperature;

        @Option(names = "--eps", paramLabel = "X", defaultValue = "0.6", description = "Greatest Jaccard distance of neighbours in DBSCAN. Default: ${DEFAULT-VALUE}.")
        double eps;

        @Option(names = "--min-samples", paramLabel = "N", defaultValue = "4", description = "Neighbours that make a core in DBSCAN, itself among them. Default: ${DEFAULT-VALUE}.")
        int minSamples;

        @Option(names = "--unit-length", description = "Brings embeddings to unit length before they are clustered, which the published code does not.")
        boolean unitLength;

        @Option(names = "--features", paramLabel = "BUNDLE", description = "SimMC-UF: folder of a bundle whose vectors take the place of joints, one for each frame where its graph tells its states (sm-sge, mg-scr, age, cage), otherwise one for each of its windows; its length must divide --frames. Needs --no-bundle.")
        Optional<Path> features = Optional.empty();

        @Override
        public Integer call() {
            var request = new SimMcTraining.Request(options.request("simmc"), features, config());
            var training = new SimMcTraining(request, new ConsoleProgress(System.out, terminal()), System.out);
            Outcome outcome = stoppable(training::run);
            return outcome.end() == Outcome.End.CANCELLED ? STOPPED : 0;
        }

        private SimMcConfig config() {
            return new SimMcConfig(options.mode(), SimMcNetwork.WIDTH, maskedFrames, lambda, temperature,
                    new ClusterSettings(eps, minSamples, 20, 6, unitLength), false, options.centre(),
                    new SimMcConfig.Schedule(batch, rate, epochs, options.patience(), evaluateEvery),
                    options.seed());
        }
    }

    static boolean terminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    /** Runs; at Ctrl-C the process stays until the run has stopped by itself. */
    static <T> T stoppable(Function<BooleanSupplier, T> training) {
        var cancelled = new AtomicBoolean();
        var ended = new CountDownLatch(1);
        var hook = new Thread(() -> {
            cancelled.set(true);
            await(ended);
        }, "stop-training");
        Runtime.getRuntime().addShutdownHook(hook);
        BooleanSupplier asked = cancelled::get;
        try {
            return training.apply(asked);
        } finally {
            ended.countDown();
            if (!cancelled.get()) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            boolean unused = ended.await(10, TimeUnit.MINUTES);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
