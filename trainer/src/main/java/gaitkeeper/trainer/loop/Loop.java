package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.nn.StateFile;
import gaitkeeper.trainer.nn.Torch;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Runs the stages of a system one after the other, each with a checkpoint of its own in the folder of the run. */
public final class Loop {
    private final Path folder;
    private final boolean resume;
    private final Progress progress;
    private final BooleanSupplier cancelled;
    private int epochsBefore;

    /**
     * Prepares.
     *
     * @param folder of the checkpoints
     * @param resume whether to go on from checkpoints that are there
     * @param cancelled asked before each step
     */
    public Loop(Path folder, boolean resume, Progress progress, BooleanSupplier cancelled) {
        Torch.start();
        this.folder = folder;
        this.resume = resume;
        this.progress = progress;
        this.cancelled = cancelled;
    }

    /** Name of a stage's checkpoint in the folder of a run. */
    public static String checkpoint(String stage) {
        return "checkpoint-" + stage + ".bin";
    }

    /**
     * Runs a stage until its epochs are done, patience ends or someone asks to stop. One that has ended before gives its result
     * again.
     *
     * @throws DivergedException if a loss is no longer a number
     * @throws gaitkeeper.core.MalformedException if a checkpoint is damaged or of another run
     */
    public StageResult run(Stage stage) {
        var file = new StateFile<>(folder.resolve(checkpoint(stage.name())), stage.identity(), new StageFormat());
        try (var run = new StageRun(stage, file, resume, progress, epochsBefore)) {
            StageResult result = run.run(cancelled);
            epochsBefore += result.epochs();
            return result;
        }
    }
}
