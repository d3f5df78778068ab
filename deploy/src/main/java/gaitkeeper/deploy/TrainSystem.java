package gaitkeeper.deploy;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.trainer.cage.CageRecipe;
import gaitkeeper.trainer.cage.Embedding;
import gaitkeeper.trainer.cage.Pretext;
import gaitkeeper.trainer.loop.ConsoleProgress;
import gaitkeeper.trainer.loop.DataSet;
import gaitkeeper.trainer.loop.Recipe;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.loop.Training;
import gaitkeeper.trainer.mgscr.MgScrNetwork;
import gaitkeeper.trainer.mgscr.MgScrRecipe;
import gaitkeeper.trainer.simmc.Mode;
import gaitkeeper.trainer.smsge.SmSgeNetwork;
import gaitkeeper.trainer.smsge.SmSgeRecipe;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the commands that train the published systems of two stages have in common. */
abstract class TrainSystem implements Callable<Integer> {
    @Mixin
    final TrainOptions options = new TrainOptions();

    @Option(names = "--batch", paramLabel = "N", description = "Sequences of a step. Default: as published for KGBD.")
    Optional<Integer> batch = Optional.empty();

    @Option(names = "--rate", paramLabel = "X", description = "Adam's step size for the encoder. Default: as published for KGBD.")
    Optional<Double> rate = Optional.empty();

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs of the encoder. Default: as published for KGBD.")
    Optional<Integer> epochs = Optional.empty();

    @Option(names = "--head-rate", paramLabel = "X", description = "Adam's step size for the stage with labels. Default: as published for KGBD.")
    Optional<Double> headRate = Optional.empty();

    @Option(names = "--head-epochs", paramLabel = "N", description = "Most epochs of the stage with labels; 0 leaves it out. Default: as published for KGBD, 1000 where only patience ends it.")
    Optional<Integer> headEpochs = Optional.empty();

    /** The system, with settings asked for. */
    abstract Recipe recipe();

    /** The published settings with what was asked for. */
    Settings settings(Settings published) {
        return new Settings(options.mode() == Mode.FAITHFUL, batch.orElse(published.batch()),
                rate.orElse(published.rate()), epochs.orElse(published.epochs()),
                headRate.orElse(published.headRate()), headEpochs.orElse(published.headEpochs()), options.patience(),
                options.centre(), options.seed());
    }

    @Override
    public Integer call() {
        Recipe recipe = recipe();
        var training = new Training(recipe, options.request(recipe.name()), options.seed(),
                new ConsoleProgress(System.out, TrainCommand.terminal()), System.out);
        return TrainCommand.stoppable(training::run) ? 0 : TrainCommand.STOPPED;
    }

    @Command(name = "sm-sge", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Trains SM-SGE (Rao et al., ACM MM 2021) on KGBD: graphs of four scales that reconstruct skeletons, without labels;",
        "then a head that recognises people on top of the finished encoder.",
        "Ctrl-C stops after the step under way; --resume continues as if nothing had happened."}, footer = {"",
            "Result: DIR/bundle for retrieval (label-free in clean mode), DIR/recognition.onnx with the head. Serve the bundle with:",
            "  ./gaitkeeper up --model DIR/bundle"})
    static final class SmSge extends TrainSystem {
        @Option(names = "--trailing-zero-frame", description = "A state more for the head, after a frame of zeros, as in the published numbers.")
        boolean trailingZeroFrame;

        @Option(names = "--redraw", description = "Draws sub-sequences anew for each batch; the published code draws them once.")
        boolean redraw;

        @Option(names = "--last-state", description = "An embedding is the last state alone instead of the mean of all; what is published does not tell.")
        boolean lastState;

        @Override
        Recipe recipe() {
            SmSgeNetwork.Sizes published = SmSgeRecipe.sizes(DataSet.KGBD);
            return new SmSgeRecipe(
                    SmSgeNetwork.Sizes.published(published.joints(), options.frames(), published.width()),
                    settings(SmSgeRecipe.settings(DataSet.KGBD)),
                    new SmSgeRecipe.Variant(trailingZeroFrame, redraw, lastState));
        }
    }

    @Command(name = "mg-scr", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Trains MG-SCR (Rao et al., IJCAI 2021) on KGBD: graphs of three scales that predict the next skeleton, without labels;",
        "then everything together with a head that recognises people, from labels.",
        "Ctrl-C stops after the step under way; --resume continues as if nothing had happened."}, footer = {"",
            "Result: DIR/bundle for retrieval (with --head-epochs 0 label-free), DIR/recognition.onnx with the head. Serve the bundle with:",
            "  ./gaitkeeper up --model DIR/bundle"})
    static final class MgScr extends TrainSystem {
        @Option(names = "--last-frame", description = "Counts the state after the last frame too; the published code leaves it out.")
        boolean lastFrame;

        @Option(names = "--tiled-frames", description = "The published code's fault: gives frames to the wrong sequences, so that most see one frame again and again, and which one depends on their place in the batch. For measuring only; needs --no-bundle.")
        boolean tiled;

        @Override
        Recipe recipe() {
            MgScrNetwork.Sizes published = MgScrNetwork.Sizes.published(DataSet.KGBD.joints(), options.frames(),
                    MgScrRecipe.sizes(DataSet.KGBD).width());
            return new MgScrRecipe(new MgScrNetwork.Sizes(published.joints(), options.frames(), published.heads(),
                    published.features(), published.width(), published.lambda(), lastFrame),
                    settings(MgScrRecipe.settings(DataSet.KGBD)), tiled);
        }
    }

    /** What AGE and CAGE have in common. */
    abstract static class OfAxes extends TrainSystem {
        @Option(names = "--pretexts", paramLabel = "P", split = ",", defaultValue = "reverse", description = "What encoders give back: reverse, predict, sort, or several with commas between; one encoder for each. Default: ${DEFAULT-VALUE}.")
        List<Pretext> pretexts = List.of(Pretext.REVERSE);

        @Option(names = "--centred", description = "Makes frames relative to --centre, which retrieves more people on KGBD; as published they stay where the sensor saw them.")
        boolean centred;

        @Option(names = "--basic-attention", description = "Leaves attention to itself; as published it is drawn to neighbouring frames while giving back in reverse.")
        boolean basicAttention;

        @Option(names = "--whole", description = "An embedding is the features of all frames, f times as wide, instead of their mean, and the head learns from them as one (SC) instead of from each (AP). To measure its bundle on KGBD takes a heap of 6 GB.")
        boolean whole;

        private final boolean contrastive;

        OfAxes(boolean contrastive) {
            this.contrastive = contrastive;
        }

        Embedding embedding() {
            return whole ? Embedding.WHOLE : Embedding.MEAN;
        }

        @Override
        Recipe recipe() {
            if (options.centre() != 0 && !centred) {
                throw new MalformedException(Reason.BAD_FIELD,
                        "frames stay where the sensor saw them, so --centre does nothing: add --centred or leave it out");
            }
            double temperature = CageRecipe.Variant.published(DataSet.KGBD, contrastive).temperature();
            return new CageRecipe(DataSet.KGBD.joints(), options.frames(), CageRecipe.WIDTH,
                    settings(CageRecipe.settings(DataSet.KGBD, contrastive)),
                    new CageRecipe.Variant(contrastive, temperature, pretexts, centred, embedding(), basicAttention));
        }
    }

    @Command(name = "age", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Trains AGE (Rao et al., IJCAI 2020) on KGBD: attention over sequences of each axis that are given back in reverse, without",
        "labels; then a head that recognises people on top of the finished encoders.",
        "Ctrl-C stops after the step under way; --resume continues as if nothing had happened."}, footer = {"",
            "Result: DIR/bundle for retrieval (label-free), DIR/recognition.onnx with the head. Serve the bundle with:",
            "  ./gaitkeeper up --model DIR/bundle"})
    static final class Age extends OfAxes {
        Age() {
            super(false);
        }
    }

    @Command(name = "cage", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Trains CAGE (Rao et al., T-PAMI 2021; SGELA in later tables) on KGBD: AGE and a contrast of sequences that follow each",
        "other, without labels; then a head that recognises people on top of the finished encoders.",
        "Ctrl-C stops after the step under way; --resume continues as if nothing had happened."}, footer = {"",
            "Result: DIR/bundle for retrieval (label-free), DIR/recognition.onnx with the head. Serve the bundle with:",
            "  ./gaitkeeper up --model DIR/bundle"})
    static final class Cage extends OfAxes {
        @Option(names = "--projected", description = "An embedding is what sequences were contrasted by, 256 numbers of each axis and pretext, instead of their frames' features.")
        boolean projected;

        Cage() {
            super(true);
        }

        @Override
        Embedding embedding() {
            if (projected && whole) {
                throw new MalformedException(Reason.BAD_FIELD,
                        "--whole and --projected are two kinds of embedding: choose one");
            }
            return projected ? Embedding.PROJECTED : super.embedding();
        }
    }
}
