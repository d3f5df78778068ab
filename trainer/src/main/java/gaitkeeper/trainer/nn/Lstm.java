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
        T projected = ops.transpose(layers.getFirst().projected(ops, x), 1, 0, 2);
        List<T> recurrent = layers.stream().map(layer -> layer.recurrent(ops)).toList();
        List<T> outputs = new ArrayList<>();
        List<LstmLayer.State<T>> before = List.of();
        for (SubSequences.Level level : some.levels()) {
            before = step(ops, ops.pick(projected, 0, level.frames()), recurrent, carried(ops, before, level));
            outputs.add(before.getLast().output());
        }
        return ops.concat(0, outputs);
    }

    /** Each node's state before it: that of the node it continues. */
    private static <T> List<LstmLayer.State<T>> carried(Ops<T> ops, List<LstmLayer.State<T>> states,
            SubSequences.Level level) {
        return states.stream().map(state -> new LstmLayer.State<>(ops.pick(state.output(), 0, level.parents()),
                ops.pick(state.memory(), 0, level.parents()))).toList();
    }

    private <T> List<LstmLayer.State<T>> step(Ops<T> ops, T projected, List<T> recurrent,
            List<LstmLayer.State<T>> before) {
        List<LstmLayer.State<T>> after = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            LstmLayer layer = layers.get(i);
            T in = i == 0 ? projected : layer.projected(ops, after.get(i - 1).output());
            after.add(before.isEmpty() ? layer.first(ops, in) : layer.next(ops, in, recurrent.get(i), before.get(i)));
        }
        return after;
    }
}
