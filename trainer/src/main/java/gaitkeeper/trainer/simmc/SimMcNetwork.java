package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.nn.Ops;
import gaitkeeper.trainer.nn.Weights;
import java.util.random.RandomGenerator;

/**
 * The encoder, a perceptron of two layers for each frame and a mean over the frames, and the predictor that only training
 * needs. The second layer is affine, so the mean is taken before it: the same numbers for a sixth of the work.
 *
 * @param frameWidth numbers of a frame: three per joint, or another model's width
 * @param width H, numbers of an embedding
 */
public record SimMcNetwork(int frameWidth, int width) {
    /** Published width of an embedding. */
    public static final int WIDTH = 256;

    private static final String FIRST = "encoder.1";
    private static final String SECOND = "encoder.2";
    private static final String PREDICTOR = "predictor";
    private static final int FRAMES = 1;

    /** Weights to start from: Glorot's, and standard normal in the predictor. */
    public Weights initial(RandomGenerator random) {
        return new Weights().glorot(FIRST + ".weight", frameWidth, width, random).zeros(FIRST + ".bias", width)
                .glorot(SECOND + ".weight", width, width, random).zeros(SECOND + ".bias", width)
                .normal(PREDICTOR + ".weight", width, width, random).zeros(PREDICTOR + ".bias", width);
    }

    /** Frames relative to one joint: {@code [batch, f, J, 3]} to {@code [batch, f, 3 J]}. */
    <T> T centred(Ops<T> ops, T joints, int centre) {
        return ops.reshape(ops.sub(joints, ops.slice(joints, 2, centre, centre + 1)), 0, 0, frameWidth);
    }

    /** The first layer, frame by frame: {@code [batch, f, w]} to {@code [batch, f, H]}. */
    <T> T hidden(Ops<T> ops, T frames) {
        return ops.relu(ops.linear(frames, FIRST));
    }

    /** The embedding of whole sequences: {@code [batch, f, H]} to {@code [batch, H]}. */
    <T> T full(Ops<T> ops, T hidden) {
        return ops.linear(ops.mean(hidden, FRAMES, false), SECOND);
    }

    /**
     * The embedding of the frames that a mask keeps.
     *
     * @param share {@code [batch or 1, f, 1]}: 1 / kept for those kept, 0 for the others
     */
    <T> T masked(Ops<T> ops, T hidden, T share) {
        return ops.linear(ops.sum(ops.mul(hidden, share), FRAMES, false), SECOND);
    }

    /** What the predictor makes of an embedding. */
    <T> T predicted(Ops<T> ops, T embedding) {
        return ops.linear(embedding, PREDICTOR);
    }
}
