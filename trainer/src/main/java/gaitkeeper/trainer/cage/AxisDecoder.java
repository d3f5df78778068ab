package gaitkeeper.trainer.cage;

import gaitkeeper.trainer.nn.LstmLayer;
import gaitkeeper.trainer.nn.Ops;
import java.util.List;

/**
 * Two layers of memory that step on from where an encoder's ended. The lower one reads zero frames and what was mixed in the step
 * before; rows of its kernel that would meet only zeros are not multiplied.
 *
 * @param <T> a tensor
 */
final class AxisDecoder<T> {
    private final Ops<T> ops;
    private final LstmLayer lower;
    private final LstmLayer upper;
    private final T reading;
    private final T lowerBias;
    private final T upperBias;
    private LstmLayer.State<T> below;
    private LstmLayer.State<T> above;

    /**
     * Begins.
     *
     * @param lower the layer whose input ends with what was mixed, as wide as its output
     * @param encoder the encoder's layers
     */
    AxisDecoder(Ops<T> ops, LstmLayer lower, LstmLayer upper, List<LstmLayer.Run<T>> encoder) {
        this.ops = ops;
        this.lower = lower;
        this.upper = upper;
        reading = ops.slice(ops.parameter(lower.kernel()), 0, lower.input() - lower.width(),
                lower.input() + lower.width());
        lowerBias = lower.bias(ops);
        upperBias = upper.bias(ops);
        below = encoder.getFirst().last();
        above = encoder.getLast().last();
    }

    /** The upper layer's output after the first step, before which nothing was mixed: {@code [batch, h]}. */
    T first() {
        return step(ops.affine(below.output(), lower.recurrent(ops), lowerBias));
    }

    /** The upper layer's output after a step with what was mixed in the one before: {@code [batch, h]}. */
    T next(T mixed) {
        return step(ops.affine(ops.concat(1, List.of(mixed, below.output())), reading, lowerBias));
    }

    private T step(T gates) {
        below = lower.next(ops, gates, below.memory());
        T read = ops.concat(1, List.of(below.output(), above.output()));
        above = upper.next(ops, ops.affine(read, ops.parameter(upper.kernel()), upperBias), above.memory());
        return above.output();
    }
}
