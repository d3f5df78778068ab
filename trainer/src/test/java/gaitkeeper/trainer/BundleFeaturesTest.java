package gaitkeeper.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.bundle.ModelBundle;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BundleFeaturesTest {
    @Test
    void givesOneVectorPerPieceOfASequence() {
        ModelBundle d16 = ModelBundle.open(Kgbd.root().resolve(Path.of("deploy", "models", "d16")));
        FloatBuffer poses = Graphs.walkers(5, 12);

        float[] vectors = BundleFeatures.of(sequences(poses, 12), d16);

        assertThat(vectors).hasSize(5 * 2 * 16);
        float[] second = Graphs.embed(d16.graph(), 6, 16,
                FloatBuffer.wrap(Arrays.copyOfRange(poses.array(), 6 * 60, 12 * 60)));
        assertThat(Arrays.copyOfRange(vectors, 16, 32)).containsExactly(second, offset(1e-5f));
    }

    @Test
    void refusesAModelWhoseLengthDoesNotFit() {
        ModelBundle d16 = ModelBundle.open(Kgbd.root().resolve(Path.of("deploy", "models", "d16")));

        assertThatThrownBy(() -> BundleFeatures.of(sequences(Graphs.walkers(2, 8), 8), d16))
                .isInstanceOf(MalformedException.class).hasMessageContaining("choose other --frames");
    }

    private static SequenceSet sequences(FloatBuffer poses, int frames) {
        int size = frames * 60;
        return new SequenceSet() {
            @Override
            public int size() {
                return poses.limit() / size;
            }

            @Override
            public int frames() {
                return frames;
            }

            @Override
            public int joints() {
                return 20;
            }

            @Override
            public int person(int index) {
                return index;
            }

            @Override
            public int recording(int index) {
                return index;
            }

            @Override
            public void copy(int index, FloatBuffer target) {
                target.put(poses.array(), index * size, size);
            }
        };
    }
}
