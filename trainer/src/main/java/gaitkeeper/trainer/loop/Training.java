package gaitkeeper.trainer.loop;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.BundleWriter;
import gaitkeeper.trainer.Drawing;
import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.PeakMemory;
import gaitkeeper.trainer.TrainingRequest;
import gaitkeeper.trainer.loop.Recipe.Trained;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.protocol.Retrieval;
import gaitkeeper.trainer.protocol.Switches;
import gaitkeeper.trainer.relation.StateGraph;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A run from recordings to a bundle, as the command line starts it. */
public final class Training {
    /** The encoder with its head, in the folder of a run. */
    public static final String RECOGNITION = "recognition.onnx";

    private static final Metric METRIC = Metric.EUCLIDEAN;

    private final Recipe recipe;
    private final TrainingRequest request;
    private final long seed;
    private final Progress progress;
    private final PrintStream out;

    /**
     * Prepares.
     *
     * @param seed of everything random, for the bundle
     * @param out is told results
     * @throws MalformedException if a bundle is asked for that cannot be written
     */
    public Training(Recipe recipe, TrainingRequest request, long seed, Progress progress, PrintStream out) {
        recipe.cannotBeExported().filter(_ -> request.bundle()).ifPresent(why -> {
            throw new MalformedException(Reason.BAD_FIELD, why + ": add --no-bundle");
        });
        this.recipe = recipe;
        this.request = request;
        this.seed = seed;
        this.progress = progress;
        this.out = out;
    }

    /**
     * Trains and, unless someone asked to stop, exports.
     *
     * @return whether it ran to its end
     * @throws MalformedException if the data does not fit or a checkpoint cannot be read
     * @throws DivergedException if a loss is no longer a number
     */
    public boolean run(BooleanSupplier cancelled) {
        Partition partition = request.partition();
        recipe.require(partition);
        request.requireRoom(recipe.network().embeddingWidth(), partition);
        request.makeFolder();
        Parts parts = Parts.of(partition);
        out.println("training on " + parts.train().size() + " sequences of " + request.frames() + " frames of "
                + parts.train().people().length + " people; " + parts.probe().size() + " probes");
        var csv = new TrainingCsv(request.log(), request.resume(), progress);
        Optional<Trained> trained = recipe.train(parts,
                new Loop(request.folder(), request.resume(), csv, cancelled));
        trained.ifPresentOrElse(found -> finish(found, partition),
                () -> out.println("stopped; continue with --resume"));
        PeakMemory.mebibytes().ifPresent(peak -> out.println("peak memory " + peak + " MiB"));
        return trained.isPresent();
    }

    private void finish(Trained trained, Partition partition) {
        var figures = new StringBuilder(recipe.name() + " recognises probes, %:");
        trained.figures().forEach((name, value) -> figures.append(String.format(Locale.ROOT, " %s %.2f", name, value)));
        out.println(trained.figures().isEmpty() ? recipe.name() + " without recognition" : figures);
        try {
            if (trained.classes() > 0 && recipe.cannotBeExported().isEmpty()) {
                Files.write(request.folder().resolve(RECOGNITION), recipe.graph(trained.weights(), trained.classes()));
            }
        } catch (IOException e) {
            throw new MalformedException(Reason.BAD_FIELD, "cannot write to " + request.folder() + " (" + e.getMessage()
                    + "): make room and continue with --resume");
        }
        if (request.bundle()) {
            out.println(recipe.name() + ": " + bundle(trained));
        } else if (request.drawing() == Drawing.PUBLISHED && partition.probe().size() > 0
                && partition.gallery().size() > 0) {
            out.println(recipe.name() + " retrieves probes, %: " + retrieval(trained.weights(), partition));
        }
    }

    /** Where no bundle is written, nobody else could say this. */
    private String retrieval(Weights weights, Partition partition) {
        Retrieval found = Retrieval.evaluate(recipe.embed(weights, partition.probe()),
                recipe.embed(weights, partition.gallery()), METRIC, Switches.CLEAN);
        return String.format(Locale.ROOT, "top1 %.2f top5 %.2f top10 %.2f mAP %.2f", 100 * found.top(1),
                100 * found.top(5), 100 * found.top(10), 100 * found.meanAveragePrecision());
    }

    private Map<String, Double> bundle(Trained trained) {
        var draft = new BundleWriter.Draft(recipe.variant(), recipe.name(), recipe.description(), request.frames(),
                StateGraph.INPUT, StateGraph.EMBEDDING, trained.width(), METRIC, List.of("k1"),
                request.trainedOn(trained.how() + ", seed " + seed), request.seen(), seed,
                trained.figures().entrySet().stream().collect(Collectors.toMap(
                        figure -> "recognition_" + figure.getKey(), Map.Entry::getValue)));
        return request.write(draft, recipe.graph(trained.weights(), 0), trained.learnedFrom(),
                set -> recipe.embed(trained.weights(), set));
    }
}
