package gaitkeeper.trainer.cluster;

import gaitkeeper.trainer.nn.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Points, centred, in their leading principal components, with the length of what is left as the last element. */
final class Projection implements AutoCloseable {
    /** Elements kept, the last one included. Fewer let more candidates through, more cost more to multiply. */
    private static final int DEPTH = 48;

    private final Tensor rows;
    private final float[] squares;
    private final float greatest;

    private Projection(Tensor rows, float[] squares) {
        this.rows = rows;
        this.squares = squares;
        float most = 0;
        for (float square : squares) {
            most = Math.max(most, square);
        }
        greatest = most;
    }

    static Projection of(float[] points, int width) {
        int size = points.length / width;
        int depth = Math.min(DEPTH, width + 1) - 1;
        try (PointerScope _ = new PointerScope(); var _ = new NoGradGuard()) {
            Tensor all = Torch.tensor(points, size, width);
            Tensor centred = all.sub(all.mean(new long[]{0}, true, new ScalarTypeOptional()));
            Tensor kept = centred.matmul(basis(centred, depth));
            Tensor lengths = squares(centred);
            Tensor rest = lengths.sub(squares(kept)).clamp_min(Torch.number(0)).sqrt();
            Tensor rows = torch.cat(new TensorVector(kept, rest), 1);
            rows.retainReference();
            return new Projection(rows, Torch.numbers(lengths));
        }
    }

    private static Tensor basis(Tensor centred, int depth) {
        Tensor covariance = centred.t().matmul(centred).to(ScalarType.Double);
        Tensor vectors = torch.linalg_eigh(covariance).get1();
        long width = vectors.size(1);
        return vectors.slice(1, new LongOptional(width - depth), new LongOptional(width), 1).to(ScalarType.Float);
    }

    private static Tensor squares(Tensor rows) {
        return rows.mul(rows).sum(new long[]{1}, true, new ScalarTypeOptional());
    }

    /** The projected points: {@code [n, depth]}. */
    Tensor rows() {
        return rows;
    }

    /** Squared length of each centred point. */
    float[] squares() {
        return squares;
    }

    /** The greatest of the squared lengths. */
    float greatest() {
        return greatest;
    }

    @Override
    public void close() {
        rows.close();
    }
}
