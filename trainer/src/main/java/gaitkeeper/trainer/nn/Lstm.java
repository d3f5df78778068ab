package gaitkeeper.trainer.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Layers of memory, one upon the other.
 *
 * @param layers from the input up
 */
public record Lstm(List<LstmLayer> layers) {
    /** Copies the layers. */
    public Lstm {
        layers = List.copyOf(layers);
    }

    /** Layers of one width, named {@code name.1}, {@code name.2}, .. */
    public static Lstm of(String name, int input, int width, int layers) {
        return new Lstm(IntStream.range(0, layers)
                .mapToObj(layer -> new LstmLayer(name + "." + (layer + 1), layer == 0 ? input : width, width))
                .toList());
    }

    /** Adds weights to start from. */
    public Weights initial(Weights weights, RandomGenerator random) {
        layers.forEach(layer -> layer.initial(weights, random));
        return weights;
    }

    /** The upper layer's outputs: {@code [batch, steps, input]} to {@code [batch, steps, H]}. */
    public <T> T outputs(Ops<T> ops, T x, int steps) {
        return runs(ops, x, steps).getLast().outputs();
    }

    /** Outputs and last states of all layers, from the input up. */
    public <T> List<LstmLayer.Run<T>> runs(Ops<T> ops, T x, int steps) {
        List<LstmLayer.Run<T>> runs = new ArrayList<>();
        for (LstmLayer layer : layers) {
            runs.add(ops.lstm(runs.isEmpty() ? x : runs.getLast().outputs(), layer, steps));
        }
        return runs;
    }

    /**
     * The upper layer's outputs over sub-sequences. What begins alike is computed once, and sub-sequences go side by side.
     *
     * @param x {@code [batch, f, input]}
     * @return {@code [nodes, batch, H]}
     */
    public <T> T outputs(Ops<T> ops, T x, SubSequences some) {
        T frames = layers.getFirst().projected(ops, ops.transpose(x, 1, 0, 2));
        T nodes = layers.getFirst().over(ops, ops.pick(frames, 0, some.frames()), some).outputs();
        for (LstmLayer layer : layers.subList(1, layers.size())) {
            nodes = layer.over(ops, layer.projected(ops, nodes), some).outputs();
        }
        return nodes;
    }
}
