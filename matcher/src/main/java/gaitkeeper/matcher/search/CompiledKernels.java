package gaitkeeper.matcher.search;

import java.lang.foreign.MemorySegment;

/**
 * Vector instructions as soon as the JIT has compiled them, plain loops until then: vector instructions that are not compiled take a
 * thousand times as long.
 */
final class CompiledKernels implements Kernels {
    // Each by its own class, and not through the interface: what the JIT saw of the one must not shape its code for the other.
    private final VectorKernels vectors = new VectorKernels();
    private final ScalarKernels plain = new ScalarKernels();
    private volatile boolean compiled;

    private CompiledKernels() {}

    /** Kernels that are being compiled, on a thread of their own. */
    static CompiledKernels begin() {
        var kernels = new CompiledKernels();
        Thread.ofPlatform().daemon().name("kernels")
                .start(() -> kernels.compiled = new Rehearsal(kernels.vectors, kernels.plain).succeeds());
        return kernels;
    }

    /** Whether they are; a second or so after {@link #begin}. */
    boolean compiled() {
        return compiled;
    }

    @Override
    public void dots(MemorySegment values, long at, int width, float[] probes, int count, float[] sums) {
        if (compiled) {
            vectors.dots(values, at, width, probes, count, sums);
        } else {
            plain.dots(values, at, width, probes, count, sums);
        }
    }

    @Override
    public void distances(MemorySegment values, long at, int width, float[] probes, int count, float[] sums) {
        if (compiled) {
            vectors.distances(values, at, width, probes, count, sums);
        } else {
            plain.distances(values, at, width, probes, count, sums);
        }
    }

    @Override
    public void byteDots(MemorySegment values, long at, float[] probe, float[] sums) {
        if (compiled) {
            vectors.byteDots(values, at, probe, sums);
        } else {
            plain.byteDots(values, at, probe, sums);
        }
    }

    @Override
    public void byteForms(MemorySegment values, long at, float[] linear, float[] square, float[] sums) {
        if (compiled) {
            vectors.byteForms(values, at, linear, square, sums);
        } else {
            plain.byteForms(values, at, linear, square, sums);
        }
    }

    @Override
    public long atLeast(float[] sums, int from, float floor) {
        return compiled ? vectors.atLeast(sums, from, floor) : plain.atLeast(sums, from, floor);
    }

    @Override
    public long atLeast(float[] sums, MemorySegment beside, long at, float[] factors, float floor) {
        return compiled
                ? vectors.atLeast(sums, beside, at, factors, floor)
                : plain.atLeast(sums, beside, at, factors, floor);
    }

    @Override
    public long equal(MemorySegment beside, long at, float number) {
        return compiled ? vectors.equal(beside, at, number) : plain.equal(beside, at, number);
    }
}
