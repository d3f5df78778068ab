package gaitkeeper.trainer.smsge;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.trainer.loop.DataSet;
import gaitkeeper.trainer.loop.Loop;
import gaitkeeper.trainer.loop.Parts;
import gaitkeeper.trainer.loop.Progress;
import gaitkeeper.trainer.loop.Recipe.Trained;
import gaitkeeper.trainer.loop.Settings;
import gaitkeeper.trainer.loop.SyntheticParts;
import gaitkeeper.trainer.nn.Torch;
import gaitkeeper.trainer.nn.Weights;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published settings of {@code sm-sge.md} section 9, and a head on an encoder that stays as it is. */
class SmSgeRecipeTest {
    private static final Parts PARTS = SyntheticParts.parts(4, 32, 6);

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        Torch.start();
    }

    @ParameterizedTest
    @CsvSource({"KS20, 25, 6, 256", "IAS, 20, 6, 256", "BIWI, 20, 6, 256", "KGBD, 20, 6, 128", "CASIA_B, 14, 20, 256"})
    void hasThePublishedSizes(DataSet data, int joints, int frames, int width) {
        assertThat(SmSgeRecipe.sizes(data)).isEqualTo(new SmSgeNetwork.Sizes(joints, frames, 8, 8, width, 2, 1));
    }

    @ParameterizedTest
    @CsvSource({"KS20, 64, 0.0005, 200, 0.0025", "IAS, 64, 0.0025, 120, 0.0025", "BIWI, 256, 0.005, 120, 0.0025",
        "KGBD, 256, 0.0025, 160, 0.0025", "CASIA_B, 128, 0.0005, 160, 0.0005"})
    void isTrainedAsPublished(DataSet data, int batch, double rate, int epochs, double headRate) {
        Settings published = SmSgeRecipe.settings(data);

        assertThat(published.batch()).isEqualTo(batch);
        assertThat(published.rate()).isEqualTo(rate);
        assertThat(published.epochs()).isEqualTo(epochs);
        assertThat(published.headRate()).isEqualTo(headRate);
        assertThat(published.patience()).isEqualTo(100);
        assertThat(published.centre()).isZero();
    }

    @Test
    void leavesTheEncoderAsItWasWhenTheHeadLearns() {
        Weights alone = trained(0).weights();
        Weights withHead = trained(1).weights();

        assertThat(SmSgeNetwork.encoder(withHead).names()).containsExactlyElementsOf(alone.names());
        assertThat(withHead.names()).hasSize(alone.names().size() + 4);
        alone.names().forEach(name -> assertThat(withHead.numbers(name)).as(name)
                .containsExactly(alone.numbers(name)));
    }

    @Test
    void movesTheHeadAlone() {
        var network = new SmSgeNetwork(sizes());
        var stage = ReadOut.stage(network, SmSgeNetwork.encoder(network.initial(new SplittableRandom(1))), PARTS,
                settings(1));

        assertThat(stage.initial().names()).containsExactly("recognise.1.weight", "recognise.1.bias",
                "recognise.2.weight", "recognise.2.bias");
    }

    private Trained trained(int headEpochs) {
        return new SmSgeRecipe(sizes(), settings(headEpochs), SmSgeRecipe.Variant.CLEAN)
                .train(PARTS, new Loop(folder, false, Progress.NONE, () -> false)).orElseThrow();
    }

    private static SmSgeNetwork.Sizes sizes() {
        return new SmSgeNetwork.Sizes(20, 6, 2, 4, 8, 2, 1);
    }

    private static Settings settings(int headEpochs) {
        return new Settings(false, 32, 0.005, 1, 0.02, headEpochs, 50, 0, 1);
    }
}
