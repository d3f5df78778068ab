package gaitkeeper.matcher.search;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs kernels until the JIT has compiled them.
 *
 * @param kernels to compile
 * @param plain what they have to keep up with
 */
record Rehearsal(Kernels kernels, Kernels plain) {
    private static final int WIDTH = 64;
    /** Four are compared together, the fifth alone. */
    private static final int PROBES = 5;
    private static final int TIMES = 8;
    private static final int ROUNDS = 1_000;
    /** The compiler's turn. */
    private static final long PAUSE_NS = 10_000_000;
    /** Others use the processor too; what is not compiled takes hundreds of times as long. */
    private static final int SLACK = 2;

    /** Whether they got as fast; after seconds or, where nothing compiles them, a minute and more. */
    boolean succeeds() {
        // An arena as that of Blocks: the compiler would make room for two kinds.
        MemorySegment values = Arena.ofAuto().allocate((long) WIDTH * Kernels.ROWS * Float.BYTES, Float.BYTES);
        for (int round = 0; round < ROUNDS; round++) {
            if (time(kernels, values) <= SLACK * time(plain, values)) {
                return true;
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
        return false;
    }

    private static long time(Kernels kernels, MemorySegment values) {
        float[] probes = new float[PROBES * WIDTH];
        float[] sums = new float[PROBES * Kernels.ROWS];
        float[] factors = new float[2];
        float[] one = new float[WIDTH];
        long began = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            kernels.dots(values, 0, WIDTH, probes, PROBES, sums);
            kernels.distances(values, 0, WIDTH, probes, PROBES, sums);
            kernels.byteDots(values, 0, one, sums);
            kernels.byteForms(values, 0, one, one, sums);
            kernels.atLeast(sums, 0, i);
            kernels.atLeast(sums, values, 0, factors, i);
            kernels.equal(values, 0, i);
        }
        return System.nanoTime() - began;
    }
}
