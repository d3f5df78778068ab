package gaitkeeper.trainer.cage;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.Partition;
import gaitkeeper.trainer.SequenceSet;
import gaitkeeper.trainer.loop.DataSet;
import gaitkeeper.trainer.loop.Loop;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Progress;
import gaitkeeper.trainer.loop.Recipe.Trained;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.protocol.CasiaB;
import gaitkeeper.trainer.protocol.CasiaB.Condition;
import gaitkeeper.trainer.protocol.CasiaB.Fold;
import gaitkeeper.trainer.protocol.CasiaB.Pair;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import gaitkeeper.trainer.protocol.Retrieval;
import gaitkeeper.trainer.protocol.Switches;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * CAGE by the two protocols of CASIA-B ({@code cage.md} section 11) on made-up walkers of its shape: 14 joints, 20 frames, three views,
 * three conditions. CASIA-B itself was never released as recordings.
 */
class CasiaShapedTest {
    private static final int FRAMES = 20;
    private static final int PEOPLE = 6;
    private static final int EACH = 8;
    private static final int[] VIEWS = {0, 18, 36};
    private static final double CHANCE = 1.0 / PEOPLE;

    @TempDir
    Path folder;

    /** People who differ in the lengths of their limbs, {@value #EACH} sequences of each in each view. */
    private record Walkers(int firstPerson, Condition condition, long seed, int... views) implements SequenceSet {
        @Override
        public int size() {
            return views.length * PEOPLE * EACH;
        }

        @Override
        public int frames() {
            return FRAMES;
        }

        @Override
        public int joints() {
            return DataSet.CASIA_B.joints();
        }

        @Override
        public int person(int index) {
            return firstPerson + recording(index) % PEOPLE;
        }

        @Override
        public int recording(int index) {
            return index / EACH;
        }

        int view(int index) {
            return views[recording(index) / PEOPLE];
        }

        @Override
        public void copy(int index, FloatBuffer target) {
            var random = new Random(1000 * seed + 100L * condition.ordinal() + index);
            double phase = 2 * Math.PI * random.nextDouble();
            double angle = Math.toRadians(view(index));
            // A coat hides the hips' width, a bag hangs on one side.
            double clothes = condition == Condition.NM ? 0 : 0.03;
            for (int frame = 0; frame < FRAMES; frame++) {
                double swing = Math.sin(phase + 0.4 * frame);
                for (int joint = 0; joint < joints(); joint++) {
                    double length = 0.3 + 0.25 * Math.sin(1.7 * person(index) + joint) + clothes * (joint % 3);
                    double across = joint == 0 ? 0 : 0.3 * length * swing;
                    target.put((float) (1 + across * Math.cos(angle) + 0.005 * random.nextGaussian()));
                    target.put((float) (length + 0.005 * random.nextGaussian()));
                    target.put((float) (2 + across * Math.sin(angle) + 0.005 * random.nextGaussian()));
                }
            }
        }
    }

    private static Settings settings(int headEpochs) {
        return new Settings(false, 32, 0.005, 3, 0.02, headEpochs, 50, 0, 1);
    }

    private Trained trained(CageRecipe recipe, SequenceSet train, SequenceSet probe) {
        var partition = new Partition(train, probe, probe);
        recipe.require(partition);
        return recipe.train(Parts.of(partition), new Loop(folder, false, silent(), () -> false)).orElseThrow();
    }

    private static Progress silent() {
        return new Progress() {
            @Override
            public void step(String stage, int epoch, int done, int steps) {}

            @Override
            public void epoch(Epoch report) {}
        };
    }

    /** All frames' features, learned from other people: nobody of the test is known before. */
    @Test
    void matchesAcrossConditions() {
        CageRecipe recipe = recipe(true, true, 0);
        var train = new Walkers(1, Condition.NM, 1, VIEWS);
        Trained trained = trained(recipe, train, train);

        Map<Condition, EmbeddingSet> test = new EnumMap<>(Condition.class);
        for (Condition condition : Condition.values()) {
            test.put(condition, recipe.embed(trained.weights(), new Walkers(1 + PEOPLE, condition, 2, VIEWS)));
        }

        assertThat(trained.width()).isEqualTo(3 * FRAMES * 16);
        for (Pair pair : Pair.values()) {
            Retrieval result = CasiaB.match(test, pair, Metric.EUCLIDEAN, Switches.CLEAN);

            assertThat(result.queries()).as(pair + " queries").isEqualTo(VIEWS.length * PEOPLE * EACH);
            assertThat(result.top(1)).as(pair + " top-1, chance is " + CHANCE).isGreaterThan(2 * CHANCE);
        }
    }

    private static CageRecipe recipe(boolean contrastive, boolean whole, int headEpochs) {
        CageRecipe.Variant published = CageRecipe.Variant.published(DataSet.CASIA_B, contrastive);
        return new CageRecipe(DataSet.CASIA_B.joints(), FRAMES, 16, settings(headEpochs), new CageRecipe.Variant(
                contrastive, published.temperature(), published.pretexts(), published.centred(),
                whole ? Embedding.WHOLE : Embedding.MEAN, false));
    }

    /** A head that is asked about a view that it never saw, learned from frames or from whole sequences. */
    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "true, true"})
    void recognisesInAViewThatWasLeftOut(boolean contrastive, boolean whole) {
        var all = new Walkers(1, Condition.NM, 1, VIEWS);
        for (Fold fold : CasiaB.crossView(IntStream.range(0, all.size()).map(all::view).toArray())) {
            CageRecipe recipe = recipe(contrastive, whole, 10);

            Trained trained = trained(recipe, all.pick(fold.train()), all.pick(fold.test()));

            assertThat(Arrays.stream(fold.test()).map(all::view)).containsOnly(fold.view());
            assertThat(trained.classes()).isEqualTo(PEOPLE);
            assertThat(trained.figures().get("rank1")).as("rank-1 at " + fold.view() + " degrees, percent")
                    .isGreaterThan(200 * CHANCE);
        }
    }

    /** The published code makes CASIA-B relative to joint 0, a nose, and Kinect recordings to nothing. */
    @Test
    void framesAreCentredAsPublished() {
        var recipe = new CageRecipe(DataSet.CASIA_B.joints(), FRAMES, 16, settings(0),
                CageRecipe.Variant.published(DataSet.CASIA_B, true));

        assertThat(recipe.centre()).isZero();
    }
}
