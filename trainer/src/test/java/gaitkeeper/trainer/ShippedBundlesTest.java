package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.bundle.Calibration;
import gaitkeeper.core.bundle.ModelBundle;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bundles in {@code deploy/models}, as committed. */
class ShippedBundlesTest {
    @ParameterizedTest
    @ValueSource(strings = {"d13", "d16", "pairwise", "pairwise-f30", "lda", "lda-f30", "walkers", "walkers-f30",
        "simmc", "mg-scr", "sm-sge"})
    void reproduceTheirGoldenVectors(String name) {
        ModelBundle bundle = bundle(name);
        ModelBundle.Golden golden = bundle.golden();

        float[] outputs;
        try (var embedder = Embedder.of(bundle)) {
            outputs = embedder.embed(golden.inputs());
        }

        for (int i = 0; i < outputs.length; i++) {
            assertThat(outputs[i]).isCloseTo(golden.outputs().get(i), offset(1e-4f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"d13", "d16", "pairwise", "pairwise-f30", "lda", "lda-f30", "walkers", "walkers-f30",
        "simmc", "mg-scr", "sm-sge"})
    void acceptMorePeopleAtHigherRates(String name) {
        Calibration calibration = bundle(name).spec().calibration();

        assertThat(calibration.galleries()).extracting(Calibration.Gallery::identities).contains(2, 4, 8, 16, 41);
        assertThat(calibration.galleries()).flatExtracting(Calibration.Gallery::rows).allSatisfy(row -> {
            assertThat(row.points()).extracting(Calibration.Point::margin)
                    .isSortedAccordingTo(Comparator.reverseOrder());
            assertThat(row.points()).extracting(Calibration.Point::tpir).isSorted();
        });
    }

    @Test
    void haveTheDescriptorsOfThisCode() {
        assertThat(bundle("d13").graph()).isEqualTo(Descriptors.d13(6));
        assertThat(bundle("d16").graph()).isEqualTo(Descriptors.d16(6));
    }

    @Test
    void giveUnitVectorsForTheCosine() {
        ModelBundle bundle = bundle("pairwise");
        FloatBuffer outputs = bundle.golden().outputs();

        double square = 0;
        for (int i = 0; i < bundle.spec().width(); i++) {
            square += outputs.get(i) * (double) outputs.get(i);
        }

        assertThat(square).isCloseTo(1, offset(1e-4));
    }

    private static ModelBundle bundle(String name) {
        return ModelBundle.open(Kgbd.root().resolve(Path.of("deploy", "models", name)));
    }
}
