package gaitkeeper.trainer.nn;

import org.bytedeco.pytorch.Context;

/**
 * While this is open, what this thread computes in libtorch takes numbers below 1e-38 for zero. A head that is sure of itself has
 * hardly any other gradients, and processors multiply them many times slower.
 */
public final class FlushedDenormals implements AutoCloseable {
    /** Begins. */
    public FlushedDenormals() {
        Context.setFlushDenormal(true);
    }

    @Override
    public void close() {
        Context.setFlushDenormal(false);
    }
}
