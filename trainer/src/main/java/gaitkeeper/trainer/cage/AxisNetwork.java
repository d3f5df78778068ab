package gaitkeeper.trainer.cage;

import gaitkeeper.trainer.nn.Lstm;
import gaitkeeper.trainer.nn.LstmLayer;
import gaitkeeper.trainer.nn.Ops;
import gaitkeeper.trainer.nn.Perceptron;
import gaitkeeper.trainer.nn.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Encoder, attention and decoder of one coordinate axis ({@code cage.md} sections 4 and 5). The decoder reads nothing but zero
 * frames, as the published code does: targets never influence states or attention, and features need none.
 *
 * @param name of its parameters
 * @param joints J, numbers of a frame
 * @param frames f
 * @param width h
 * @param contrasted numbers that the contrast compares
 */
record AxisNetwork(String name, int joints, int frames, int width, int contrasted) {
    /** Parameters that the published code copies and connects to nothing: encoder kernel 1 and bias 2. */
    static int publishedDead(int joints, int width) {
        return (joints + width) * 4 * width + 4 * width;
    }

    private static final int TIME = 1;

    /**
     * What the decoder does.
     *
     * @param attention {@code [batch, f, f]}, rows are its steps
     * @param contexts what it attends to, the features: {@code [batch, f, h]}
     * @param mixed what both its state and the context tell: {@code [batch, f, h]}
     */
    record Decoded<T>(T attention, T contexts, T mixed) {}

    private Perceptron contrast() {
        return new Perceptron(name + ".contrast", frames * width, contrasted, contrasted);
    }

    private Lstm encoder() {
        return Lstm.of(name + ".encode", joints, width, 2);
    }

    private LstmLayer decoder(int layer) {
        return new LstmLayer(name + ".decode." + layer, layer == 1 ? joints + width : width, width);
    }

    /** Weights to start from. */
    Weights initial(boolean contrastive, RandomGenerator random) {
        var weights = new Weights();
        encoder().layers().forEach(layer -> kernel(weights, layer, random));
        weights.glorot(name + ".key", width, width, random);
        kernel(weights, decoder(1), random);
        kernel(weights, decoder(2), random);
        weights.glorot(name + ".attend", 2 * width, width, random)
                .truncatedNormal(name + ".give.weight", 0.1, width, joints, random).zeros(name + ".give.bias", joints);
        return contrastive ? contrast().initial(weights, random) : weights;
    }

    private static void kernel(Weights weights, LstmLayer layer, RandomGenerator random) {
        weights.uniform(layer.kernel(), 0.1, random, layer.input() + layer.width(), 4 * layer.width())
                .zeros(layer.bias(), 4 * layer.width());
    }

    /** The encoder's outputs: {@code [batch, f, J]} to {@code [batch, f, h]}. */
    <T> T encoded(Ops<T> ops, T x) {
        return encoder().outputs(ops, x, frames);
    }

    /** Runs everything over sequences {@code [batch, f, J]}. */
    <T> Decoded<T> decoded(Ops<T> ops, T x) {
        List<LstmLayer.Run<T>> runs = encoder().runs(ops, x, frames);
        T encoded = runs.getLast().outputs();
        T keys = ops.matmul(encoded, ops.parameter(name + ".key"));
        var decoder = new AxisDecoder<>(ops, decoder(1), decoder(2), runs);
        List<T> attention = new ArrayList<>();
        List<T> contexts = new ArrayList<>();
        List<T> mixtures = new ArrayList<>();
        for (int step = 0; step < frames; step++) {
            T query = step == 0 ? decoder.first() : decoder.next(mixtures.getLast());
            T weights = ops.softmax(ops.transpose(ops.matmul(keys, ops.unsqueeze(query, 2)), 0, 2, 1), 2);
            T context = ops.matmul(weights, encoded);
            attention.add(weights);
            contexts.add(context);
            mixtures.add(ops.matmul(ops.concat(1, List.of(query, ops.at(context, TIME, 0))),
                    ops.parameter(name + ".attend")));
        }
        return new Decoded<>(ops.concat(TIME, attention), ops.concat(TIME, contexts),
                ops.concat(TIME, mixtures.stream().map(mixed -> ops.unsqueeze(mixed, TIME)).toList()));
    }

    /** The frames it gives: {@code [batch, f, J]}. */
    <T> T given(Ops<T> ops, Decoded<T> decoded) {
        return ops.linear(decoded.mixed(), name + ".give");
    }

    /** What sequences are compared by in the contrast: {@code [batch, f, h]} to {@code [batch, contrasted]}. */
    <T> T projected(Ops<T> ops, T contexts) {
        return contrast().of(ops, ops.reshape(contexts, 0, frames * width));
    }

    /** The parameters that features need: not those that give frames, nor those of the contrast. */
    static boolean isEncoder(String parameter) {
        return !parameter.contains(".give.") && !isProjection(parameter);
    }

    /** The parameters of the contrast. */
    static boolean isProjection(String parameter) {
        return parameter.contains(".contrast.");
    }
}
