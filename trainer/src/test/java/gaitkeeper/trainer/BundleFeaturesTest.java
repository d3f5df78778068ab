package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.trainer.mgscr.MgScrNetwork;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.StateGraph;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFeaturesTest {
    @TempDir
    Path folder;

    @Test
    void givesOneVectorPerPieceOfASequence() {
        ModelBundle d16 = ModelBundle.open(Kgbd.root().resolve(Path.of("deploy", "models", "d16")));
        FloatBuffer poses = Graphs.walkers(5, 12);

        BundleFeatures features = BundleFeatures.of(SyntheticPoses.sequences(poses, 12), d16);

        float[] vectors = features.values();
        assertThat(features.perSequence()).isEqualTo(2);
        assertThat(features.width()).isEqualTo(16);
        assertThat(vectors).hasSize(5 * 2 * 16);
        float[] second = Graphs.embed(d16.graph(), 6, 16,
                FloatBuffer.wrap(Arrays.copyOfRange(poses.array(), 6 * 60, 12 * 60)));
        assertThat(Arrays.copyOfRange(vectors, 16, 32)).containsExactly(second, offset(1e-5f));
    }

    @Test
    void givesAStatePerFrameWhereTheModelTellsIt() {
        var network = new MgScrNetwork(MgScrNetwork.Sizes.published(20, 6, 128));
        Weights weights = network.initial(new SplittableRandom(4));
        byte[] graph = StateGraph.write("mg-scr", network, weights, 0, 0);
        ModelBundle d16 = ModelBundle.open(Kgbd.root().resolve(Path.of("deploy", "models", "d16")));
        ModelBundle bundle = ModelBundle.write(folder, d16.spec(), graph, d16.golden());
        FloatBuffer poses = Graphs.walkers(3, 6);

        BundleFeatures features = BundleFeatures.of(SyntheticPoses.sequences(poses, 6), bundle);

        assertThat(features.perSequence()).isEqualTo(6);
        assertThat(features.width()).isEqualTo(128);
        assertThat(features.values()).containsExactly(Graphs.run(graph, BundleFeatures.STATES, 6, poses),
                offset(1e-5f));
    }

    @Test
    void refusesAModelWhoseLengthDoesNotFit() {
        ModelBundle d16 = ModelBundle.open(Kgbd.root().resolve(Path.of("deploy", "models", "d16")));

        assertThatThrownBy(() -> BundleFeatures.of(SyntheticPoses.sequences(Graphs.walkers(2, 8), 8), d16))
                .isInstanceOf(MalformedException.class).hasMessageContaining("choose other --frames");
    }

    @Test
    void refusesMoreVectorsThanTheHeapHolds() {
        ModelBundle d16 = ModelBundle.open(Kgbd.root().resolve(Path.of("deploy", "models", "d16")));
        SequenceSet many = SyntheticPoses.sequences(Graphs.walkers(1, 12), 12).pick(new int[20_000_000]);

        assertThatThrownBy(() -> BundleFeatures.of(many, d16)).isInstanceOf(MalformedException.class)
                .hasMessageContainingAll("2441 MiB", "GAITKEEPER_JAVA_OPTS=-Xmx1", "g, or choose", "--people");
    }
}
