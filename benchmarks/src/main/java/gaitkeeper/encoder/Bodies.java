package gaitkeeper.encoder;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Geometry;
import gaitkeeper.core.JointFlag;
import gaitkeeper.core.Layout;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.Skeleton;
import gaitkeeper.core.WindowSpec;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Made-up bodies for benchmarks. */
final class Bodies {
    private Bodies() {}

    /** The n-th frame of a body, its joints anywhere within two metres. */
    static Frame frame(int body, int n) {
        var random = new Random(1_000L * body + n);
        long time = 1_700_000_000_000_000_000L + n * 33_333_333L;
        Frame.Builder frame = Frame.builder(Layout.KINECT_V1, Geometry.K1).times(time, time);
        for (int slot = 0; slot < Skeleton.K25; slot++) {
            frame.joint(slot, random.nextFloat(-1, 1), random.nextFloat(-1, 1), random.nextFloat(2, 3), 1,
                    JointFlag.OBSERVED);
        }
        return frame.build();
    }

    /** The first f frames of a body. */
    static Sequence sequence(int body, int f) {
        List<Frame> frames = IntStream.range(0, f).mapToObj(n -> frame(body, n)).toList();
        return Sequence.join(WindowSpec.of(f), frames, 0);
    }
}
