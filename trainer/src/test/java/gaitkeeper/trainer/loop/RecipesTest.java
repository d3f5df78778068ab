package gaitkeeper.trainer.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gaitkeeper.core.MalformedException;
import gaitkeeper.recordings.Order;
import gaitkeeper.trainer.Drawing;
import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.PersonRange;
import gaitkeeper.trainer.TrainingRequest;
import gaitkeeper.trainer.cage.CageRecipe;
import gaitkeeper.trainer.cage.Embedding;
import gaitkeeper.trainer.cage.Pretext;
import gaitkeeper.trainer.loop.Recipe.Trained;
import gaitkeeper.trainer.mgscr.MgScrNetwork;
import gaitkeeper.trainer.mgscr.MgScrRecipe;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.smsge.SmSgeNetwork;
import gaitkeeper.trainer.smsge.SmSgeRecipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every system learns, stops, goes on and refuses alike. */
class RecipesTest {
    private static final BooleanSupplier NEVER = () -> false;

    @TempDir
    Path folder;

    private final List<Progress.Epoch> epochs = new ArrayList<>();
    private final Progress progress = new Progress() {
        @Override
        public void step(String stage, int epoch, int done, int steps) {}

        @Override
        public void epoch(Epoch report) {
            epochs.add(report);
        }
    };

    enum System {
        SM_SGE, MG_SCR, MG_SCR_TILED, AGE, CAGE;

        Recipe recipe(Settings settings) {
            return switch (this) {
                case SM_SGE -> new SmSgeRecipe(new SmSgeNetwork.Sizes(20, 6, 2, 4, 8, 2, 1), settings,
                        SmSgeRecipe.Variant.CLEAN);
                case MG_SCR -> new MgScrRecipe(new MgScrNetwork.Sizes(20, 6, 2, 4, 8, 0.3f, false), settings);
                case MG_SCR_TILED ->
                    new MgScrRecipe(new MgScrNetwork.Sizes(20, 6, 2, 4, 8, 0.3f, false), settings, true);
                case AGE -> new CageRecipe(20, 6, 16, settings, variant(false, Pretext.PREDICT, Pretext.SORT));
                case CAGE -> new CageRecipe(20, 6, 16, settings, variant(true, Pretext.REVERSE));
            };
        }
    }

    private static CageRecipe.Variant variant(boolean contrastive, Pretext... pretexts) {
        return new CageRecipe.Variant(contrastive, 0.5, List.of(pretexts), false, Embedding.MEAN, false);
    }

    @ParameterizedTest
    @EnumSource(System.class)
    void learnsToTellPeopleApart(System system) {
        Trained trained = run(system, settings(false, 3, 10), "a", false, NEVER).orElseThrow();

        assertThat(epochs).hasSize(10 + 3 * (system == System.AGE ? 2 : 1));
        assertThat(epochs.get(2).loss()).isLessThan(epochs.get(0).loss());
        assertThat(trained.figures()).containsOnlyKeys("rank1", "rank5", "rank10", "nAUC");
        assertThat(epochs.getLast().loss()).as("the head's").isLessThan(epochs.get(epochs.size() - 10).loss());
        if (system == System.SM_SGE || system == System.MG_SCR) {
            assertThat(trained.figures().get("rank1")).as("chance is 25").isGreaterThan(50);
        }
    }

    @ParameterizedTest
    @CsvSource({"SM_SGE, false, 5", "MG_SCR, true, 17", "AGE, false, 10", "AGE, true, 10", "CAGE, true, 3"})
    void goesOnAsIfItHadNotStopped(System system, boolean faithful, int stopAt) {
        Trained whole = run(system, settings(faithful, 2, 2), "whole", false, NEVER).orElseThrow();
        int[] asked = {0};

        Optional<Trained> stopped = run(system, settings(faithful, 2, 2), "parts", false, () -> asked[0]++ == stopAt);
        Trained parts = run(system, settings(faithful, 2, 2), "parts", true, NEVER).orElseThrow();

        assertThat(stopped).isEmpty();
        assertThat(parts.figures()).isEqualTo(whole.figures());
        for (String name : whole.weights().names()) {
            assertThat(parts.weights().numbers(name)).as(name).containsExactly(whole.weights().numbers(name));
        }
    }

    @Test
    void trainsTheEncoderAlone() {
        Trained trained = run(System.MG_SCR, settings(false, 1, 0), "a", false, NEVER).orElseThrow();

        assertThat(trained.classes()).isZero();
        assertThat(trained.learnedFrom()).contains("nothing of it was learned from anybody's label");
        assertThat(trained.weights().names()).noneMatch(name -> name.startsWith("predict"));
    }

    @Test
    void refusesToGoOnWithAnotherRun() {
        run(System.MG_SCR, settings(false, 1, 0), "a", false, NEVER);

        assertThatThrownBy(() -> run(System.MG_SCR, settings(true, 1, 0), "a", true, NEVER))
                .isInstanceOf(MalformedException.class).hasMessageContaining("another run");
    }

    @Test
    void refusesADamagedCheckpoint() throws IOException {
        run(System.MG_SCR, settings(false, 1, 0), "a", false, NEVER);
        Path file = folder.resolve("a").resolve(Loop.checkpoint("prediction"));
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));

        assertThatThrownBy(() -> run(System.MG_SCR, settings(false, 1, 0), "a", true, NEVER))
                .isInstanceOf(MalformedException.class).hasMessageContaining("delete it");
    }

    @Test
    void saysWhenItDiverges() {
        var settings = new Settings(false, 32, 1e30, 3, 0.01, 0, 5, 0, 1);

        assertThatThrownBy(() -> run(System.MG_SCR, settings, "a", false, NEVER)).isInstanceOf(DivergedException.class)
                .hasMessageContaining("--rate");
    }

    @ParameterizedTest
    @CsvSource({"6, 2000, 4, 'choose --batch 160'", "6, 32, 1, 'record more people'",
        "4, 32, 4, 'reads 6 frames of 20'"})
    void refusesWhatDoesNotFit(int frames, int batch, int people, String advice) {
        var settings = new Settings(false, batch, 0.01, 1, 0.01, 1, 1, 0, 0);
        var partition = SyntheticParts.partition(people, 40, frames);

        for (System system : System.values()) {
            assertThatThrownBy(() -> system.recipe(settings).require(partition)).isInstanceOf(MalformedException.class)
                    .hasMessageContaining(advice);
        }
    }

    /** AGE and CAGE do not draw by label: their published batch is smaller than KGBD has people. */
    @ParameterizedTest
    @EnumSource(System.class)
    void needsEverybodyInABatchThatIsDrawnByLabel(System system) {
        Recipe recipe = system.recipe(new Settings(true, 256, 0.01, 1, 0.01, 1, 1, 0, 0));
        var partition = SyntheticParts.partition(300, 40, 6);

        if (system == System.AGE || system == System.CAGE) {
            assertThatCode(() -> recipe.require(partition)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> recipe.require(partition)).isInstanceOf(MalformedException.class)
                    .hasMessageContaining("choose --batch 300 or more");
        }
    }

    @ParameterizedTest
    @EnumSource(System.class)
    void refusesToTrainAHeadWithNobodyToAskFor(System system) {
        Partition all = SyntheticParts.partition(4, 40, 6);
        var partition = new Partition(all.train(), all.gallery(), all.probe().pick(new int[0]));

        assertThatThrownBy(() -> system.recipe(settings(false, 1, 1)).require(partition))
                .isInstanceOf(MalformedException.class).hasMessageContaining("--head-epochs 0");
        assertThatCode(() -> system.recipe(settings(false, 1, 0)).require(partition)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"32, 1", "1, 40"})
    void refusesAContrastOfNothing(int batch, int each) {
        var settings = new Settings(false, batch, 0.01, 1, 0.01, 0, 1, 0, 0);
        var partition = SyntheticParts.partition(40, each, 6);

        assertThatThrownBy(() -> System.CAGE.recipe(settings).require(partition))
                .isInstanceOf(MalformedException.class).hasMessageContaining("train age");
        assertThatCode(() -> System.AGE.recipe(settings).require(partition)).doesNotThrowAnyException();
    }

    @Test
    void namesWhatIsNotTheDefault() {
        Settings settings = settings(false, 1, 1);
        var plus = new CageRecipe.Variant(true, 0.5, List.of(Pretext.SORT, Pretext.REVERSE, Pretext.SORT), true,
                Embedding.WHOLE, true);

        assertThat(Arrays.stream(System.values()).map(system -> system.recipe(settings).variant()))
                .containsExactly("sm-sge", "mg-scr", "mg-scr-tiled", "age-predict-sort", "cage");
        assertThat(new CageRecipe(20, 6, 16, settings, plus).variant())
                .isEqualTo("cage-reverse-sort-centred-whole-basic");
        assertThat(new SmSgeRecipe(new SmSgeNetwork.Sizes(20, 6, 2, 4, 8, 2, 1), settings,
                new SmSgeRecipe.Variant(true, false, true)).variant()).isEqualTo("sm-sge-last");
        assertThat(new MgScrRecipe(new MgScrNetwork.Sizes(20, 6, 2, 4, 8, 0.3f, true),
                new Settings(true, 32, 0.005, 1, 0.02, 0, 50, 3, 1)).variant())
                .isEqualTo("mg-scr-last-frame-label-free-faithful-centre-3");
    }

    /** Hours of an encoder are not lost because something else is to be made of its features. */
    @Test
    void goesOnWithTheEncoderOfAnotherReadOut() {
        Settings settings = settings(false, 2, 1);
        Parts parts = SyntheticParts.parts(4, 32, 6);
        var loop = new Loop(folder, true, progress, NEVER);
        new CageRecipe(20, 6, 16, settings, variant(true, Pretext.REVERSE)).train(parts, loop).orElseThrow();
        epochs.clear();

        var whole = new CageRecipe(20, 6, 16, settings,
                new CageRecipe.Variant(true, 0.5, List.of(Pretext.REVERSE, Pretext.SORT), false, Embedding.WHOLE,
                        false));
        Path head = folder.resolve(Loop.checkpoint("recognition"));
        assertThat(head.toFile().delete()).isTrue();
        whole.train(parts, loop).orElseThrow();

        assertThat(epochs).extracting(Progress.Epoch::stage).containsExactly("sort", "sort", "recognition");
    }

    @Test
    void exportsNothingThatDependsOnBatches() {
        Recipe recipe = System.MG_SCR_TILED.recipe(settings(false, 1, 1));
        var request = new TrainingRequest(folder, 0, PersonRange.KGBD, 6, Drawing.PUBLISHED, Order.BODY, folder, false,
                true, "");

        assertThatThrownBy(() -> new Training(recipe, request, 0, progress, java.lang.System.out))
                .isInstanceOf(MalformedException.class).hasMessageContaining("--no-bundle");
        assertThat(System.MG_SCR.recipe(settings(false, 1, 1)).cannotBeExported()).isEmpty();
    }

    /** With the published fault a vector depends on the batch that its sequence stands in; else it does not. */
    @ParameterizedTest
    @CsvSource({"MG_SCR, true", "MG_SCR_TILED, false"})
    void measuresVectorsAsItLearned(System system, boolean alike) {
        Recipe recipe = system.recipe(settings(false, 1, 0));
        Partition partition = SyntheticParts.partition(4, 32, 6);
        Weights weights = recipe.train(Parts.of(partition), new Loop(folder, false, progress, NEVER)).orElseThrow()
                .weights();

        float[] among = recipe.embed(weights, partition.probe()).row(1);
        float[] alone = recipe.embed(weights, partition.probe().pick(new int[]{1})).row(0);

        double farthest = IntStream.range(0, among.length).mapToDouble(i -> Math.abs(among[i] - alone[i])).max()
                .orElseThrow();
        assertThat(farthest < 1e-5).as("farthest %s", farthest).isEqualTo(alike);
    }

    /** 40 probes in batches of 32: the published code of some systems does not ask for the last eight. */
    @ParameterizedTest
    @CsvSource({"true, true, 32", "true, false, 40", "false, true, 40"})
    void asksForWholeBatchesWhereThePublishedCodeDoes(boolean faithful, boolean wholeBatches, int asked) {
        Partition parts = SyntheticParts.partition(4, 32, 6);
        var few = new Partition(parts.train(), parts.gallery(),
                parts.probe().pick(IntStream.range(0, 40).toArray()));
        List<Integer> rows = new ArrayList<>();
        var recognition = new Recognition(Parts.of(few), settings(faithful, 1, 1), wholeBatches, (_, _, some) -> {
            IntStream.of(some).forEach(rows::add);
            return Torch.tensor(new float[some.length * 4], some.length, 4);
        });

        try (var ops = new TorchOps(new Weights())) {
            recognition.probes(ops);
        }

        assertThat(rows).hasSize(asked);
    }

    @ParameterizedTest
    @CsvSource({"KGBD, true, 150, 200", "KGBD, false, 400, 150", "IAS, true, 400, 300", "KS20, true, 400, 800",
        "CASIA_B, true, 100, 1000"})
    void axesAreTrainedAsLongAsPublished(DataSet data, boolean contrastive, int epochs, int headEpochs) {
        Settings published = CageRecipe.settings(data, contrastive);

        assertThat(published.epochs()).isEqualTo(epochs);
        assertThat(published.headEpochs()).isEqualTo(headEpochs);
    }

    @Test
    void seedsAreNotOneAnother() {
        List<Long> drawn = IntStream.range(0, 4).boxed().flatMap(seed -> {
            var random = Seeds.random(seed, 1);
            return IntStream.range(0, 100).mapToObj(_ -> random.nextLong());
        }).toList();

        assertThat(drawn).doesNotHaveDuplicates();
        assertThat(drawn.getFirst()).as("shipped bundles were drawn so").isEqualTo(new SplittableRandom(-1).nextLong());
    }

    @Test
    void batchesShuffledOnceStayAsTheyAre() {
        var batches = Batches.shuffledOnce(IntStream.range(0, 100).toArray(), 10, 3);

        assertThat(batches.order(0)).containsExactly(batches.order(7)).isNotEqualTo(IntStream.range(0, 100).toArray())
                .containsExactlyInAnyOrder(IntStream.range(0, 100).toArray());
    }

    /** A tenth of a recording, and one of a short one; a sequence alone is learned from. */
    @ParameterizedTest
    @CsvSource({"40, 4", "9, 1", "2, 1", "1, 0"})
    void holdsOutTheEndOfEachRecording(int each, int heldOut) {
        JointWindows train = SyntheticParts.parts(3, each, 6).train();

        assertThat(train.heldOut()).hasSize(3 * heldOut);
        assertThat(train.learnedFrom()).hasSize(3 * (each - heldOut));
    }

    @Test
    void refusesAHeadWhoseEpochNothingChooses() {
        Partition alone = SyntheticParts.partition(32, 1, 6);

        assertThatThrownBy(() -> System.SM_SGE.recipe(settings(false, 1, 1)).require(alone))
                .isInstanceOf(MalformedException.class).hasMessageContaining("--head-epochs 0");
        assertThatCode(() -> System.SM_SGE.recipe(settings(false, 1, 0)).require(alone)).doesNotThrowAnyException();
        assertThatCode(() -> System.SM_SGE.recipe(settings(true, 1, 1)).require(alone)).doesNotThrowAnyException();
    }

    /** The encoder takes hours, its head minutes: another rate or more patience of the head must not cost the hours again. */
    @Test
    void triesAnotherHeadOnTheSameEncoder() {
        run(System.SM_SGE, settings(false, 2, 2), "a", false, NEVER).orElseThrow();
        epochs.clear();
        assertThat(folder.resolve("a").resolve(Loop.checkpoint("recognition")).toFile().delete()).isTrue();

        run(System.SM_SGE, new Settings(false, 32, 0.005, 2, 0.01, 2, 7, 0, 1), "a", true, NEVER).orElseThrow();

        assertThat(epochs).extracting(Progress.Epoch::stage).containsExactly("recognition", "recognition");
    }

    @Test
    void refusesTheHeadOfAnotherRate() {
        run(System.SM_SGE, settings(false, 1, 1), "a", false, NEVER).orElseThrow();

        assertThatThrownBy(() -> run(System.SM_SGE, new Settings(false, 32, 0.005, 1, 0.01, 1, 50, 0, 1), "a", true,
                NEVER)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesSequencesOfOneFrame() {
        var partition = SyntheticParts.partition(2, 40, 1);

        assertThatThrownBy(() -> System.MG_SCR.recipe(settings(false, 1, 1)).require(partition))
                .hasMessageContaining("--frames 2");
    }

    private Optional<Trained> run(System system, Settings settings, String name, boolean resume,
            BooleanSupplier cancelled) {
        Path own = folder.resolve(name);
        assertThat(own.toFile().mkdirs() || own.toFile().isDirectory()).isTrue();
        return system.recipe(settings).train(SyntheticParts.parts(4, 32, 6),
                new Loop(own, resume, progress, cancelled));
    }

    private static Settings settings(boolean faithful, int epochs, int headEpochs) {
        return new Settings(faithful, 32, 0.005, epochs, 0.02, headEpochs, 50, 0, 1);
    }
}
