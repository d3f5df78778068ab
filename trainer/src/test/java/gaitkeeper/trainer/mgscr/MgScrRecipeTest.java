package gaitkeeper.trainer.mgscr;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.trainer.loop.DataSet;
import gaitkeeper.trainer.loop.Settings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published settings of {@code mg-scr.md} section 5. */
class MgScrRecipeTest {
    @ParameterizedTest
    @CsvSource({"KS20, 25, 6, 128", "IAS, 20, 6, 128", "BIWI, 20, 6, 128", "KGBD, 20, 6, 128", "CASIA_B, 14, 20, 256"})
    void hasThePublishedSizes(DataSet data, int joints, int frames, int width) {
        assertThat(MgScrRecipe.sizes(data)).isEqualTo(new MgScrNetwork.Sizes(joints, frames, 8, 8, width, 0.3f, false));
    }

    @ParameterizedTest
    @CsvSource({"KS20, 256, 0.005, 300", "IAS, 256, 0.005, 150", "BIWI, 256, 0.005, 150", "KGBD, 256, 0.005, 150",
        "CASIA_B, 128, 0.0005, 300"})
    void isTrainedAsPublished(DataSet data, int batch, double rate, int epochs) {
        Settings published = MgScrRecipe.settings(data);

        assertThat(published.batch()).isEqualTo(batch);
        assertThat(published.rate()).isEqualTo(rate);
        assertThat(published.headRate()).as("the same in both stages").isEqualTo(rate);
        assertThat(published.epochs()).isEqualTo(epochs);
        assertThat(published.patience()).isEqualTo(100);
        assertThat(published.centre()).isZero();
    }
}
