package gaitkeeper.trainer.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.recordings.Order;
import gaitkeeper.trainer.Drawing;
import gaitkeeper.trainer.Kgbd;
import gaitkeeper.trainer.PersonRange;
import gaitkeeper.trainer.TrainingRequest;
import gaitkeeper.trainer.mgscr.MgScrNetwork;
import gaitkeeper.trainer.mgscr.MgScrRecipe;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingTest {
    private static final String RETRIEVES = "mg-scr retrieves probes, %: ";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** A gallery that was learned from has nothing to say of people who are met again. */
    @ParameterizedTest
    @EnumSource(Drawing.class)
    void measuresRetrievalUnlessTheGalleryWasLearnedFrom(Drawing drawing) {
        train(drawing);

        if (drawing == Drawing.PUBLISHED) {
            assertThat(printed()).contains(RETRIEVES + "top1 ");
        } else {
            assertThat(printed()).contains("without recognition").doesNotContain(RETRIEVES);
        }
    }

    private void train(Drawing drawing) {
        var recipe = new MgScrRecipe(new MgScrNetwork.Sizes(20, 6, 2, 4, 8, 0.3f, false),
                new Settings(false, 32, 0.005, 1, 0.02, 0, 50, 0, 1));
        var request = new TrainingRequest(Kgbd.folder(), 0, new PersonRange(1, 4), 6, drawing, Order.BODY,
                folder.resolve("run"),
                false, false, "test");
        new Training(recipe, request, 1, Progress.NONE, new PrintStream(printed, true, UTF_8)).run(() -> false);
    }

    private String printed() {
        return printed.toString(UTF_8);
    }
}
