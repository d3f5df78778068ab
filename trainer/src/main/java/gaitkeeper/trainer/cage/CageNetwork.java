package gaitkeeper.trainer.cage;

import gaitkeeper.trainer.nn.Ops;
import gaitkeeper.trainer.nn.Perceptron;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.relation.StateNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Three axes, one network each and for each pretext, whose contexts stand side by side: {@code cage.md} sections 3 and 9.1. A
 * state is what is attended to at one step of the decoder, x before y before z and within an axis pretext after pretext.
 */
final class CageNetwork implements StateNetwork {
    static final int AXES = 3;

    private static final String HEAD = "recognise";
    private static final int CONTRASTED = 256;
    private static final int HEAD_WIDTH = 256;
    private static final int FRAMES = 1;

    private final int joints;
    private final int frames;
    private final int width;
    private final List<Pretext> pretexts;
    private final Embedding embedding;

    /**
     * A network.
     *
     * @param joints J
     * @param frames f
     * @param width h
     * @param pretexts one encoder for each
     * @param embedding what becomes a sequence's vector
     */
    CageNetwork(int joints, int frames, int width, List<Pretext> pretexts, Embedding embedding) {
        this.joints = joints;
        this.frames = frames;
        this.width = width;
        this.pretexts = List.copyOf(pretexts);
        this.embedding = embedding;
    }

    @Override
    public int joints() {
        return joints;
    }

    @Override
    public int frames() {
        return frames;
    }

    @Override
    public int width() {
        return pretexts.size() * encoderWidth();
    }

    /** Numbers of a state of one pretext's encoders. */
    int encoderWidth() {
        return AXES * width;
    }

    @Override
    public int embeddingWidth() {
        return embedding == Embedding.PROJECTED ? AXES * pretexts.size() * CONTRASTED : sampleWidth();
    }

    /** Samples that the head sees of a sequence. */
    int samples() {
        return isWhole() ? 1 : frames;
    }

    /** Numbers of a sample. */
    int sampleWidth() {
        return isWhole() ? frames * width() : width();
    }

    private boolean isWhole() {
        return embedding == Embedding.WHOLE;
    }

    /** The network of one axis, 0 to 2. */
    AxisNetwork axis(Pretext pretext, int axis) {
        return new AxisNetwork(pretext.id() + "." + "xyz".charAt(axis), joints, frames, width, CONTRASTED);
    }

    private Perceptron head(int classes) {
        return new Perceptron(HEAD, sampleWidth(), HEAD_WIDTH, classes);
    }

    /** Weights of one pretext's encoders to start from. */
    Weights initial(Pretext pretext, boolean contrastive, RandomGenerator random) {
        var weights = new Weights();
        IntStream.range(0, AXES).forEach(axis -> weights.putAll(axis(pretext, axis).initial(contrastive, random)));
        return weights;
    }

    /** Weights of a recognition head to start from. */
    Weights initialHead(int classes, RandomGenerator random) {
        return head(classes).initial(new Weights(), random);
    }

    @Override
    public <T> T states(Ops<T> ops, T joints) {
        List<T> features = new ArrayList<>();
        for (int axis = 0; axis < AXES; axis++) {
            T own = ops.at(joints, 3, axis);
            for (Pretext pretext : pretexts) {
                features.add(axis(pretext, axis).decoded(ops, own).contexts());
            }
        }
        return ops.concat(2, features);
    }

    @Override
    public <T> T embedding(Ops<T> ops, T states) {
        return switch (embedding) {
            case MEAN -> ops.mean(states, FRAMES, false);
            case WHOLE -> whole(ops, states);
            case PROJECTED -> projected(ops, states);
        };
    }

    /** Axis after axis and pretext after pretext the features of all frames. */
    private <T> T whole(Ops<T> ops, T states) {
        T apart = ops.reshape(states, -1, frames, AXES * pretexts.size(), width);
        return ops.reshape(ops.transpose(apart, 0, 2, 1, 3), -1, sampleWidth());
    }

    private <T> T projected(Ops<T> ops, T states) {
        List<T> projected = new ArrayList<>();
        for (int axis = 0; axis < AXES; axis++) {
            for (Pretext pretext : pretexts) {
                int from = projected.size() * width;
                projected.add(axis(pretext, axis).projected(ops, ops.slice(states, 2, from, from + width)));
            }
        }
        return ops.concat(1, projected);
    }

    /** What the head sees of states: {@code [B, f, width]} to {@code [B, samples, sampleWidth]}. */
    <T> T samples(Ops<T> ops, T states) {
        return isWhole() ? ops.reshape(whole(ops, states), -1, samples(), sampleWidth()) : states;
    }

    /** Scores of single samples: {@code [.., sampleWidth]} to {@code [.., C]}. */
    <T> T sampleLogits(Ops<T> ops, T samples, int classes) {
        return head(classes).of(ops, samples);
    }

    /** The mean of the scores of each sequence's samples. */
    <T> T sequenceLogits(Ops<T> ops, T samples, int classes) {
        return ops.mean(sampleLogits(ops, samples, classes), FRAMES, false);
    }

    @Override
    public <T> T logits(Ops<T> ops, T states, int classes) {
        return sequenceLogits(ops, samples(ops, states), classes);
    }
}
