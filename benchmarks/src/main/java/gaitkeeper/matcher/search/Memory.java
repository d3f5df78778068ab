package gaitkeeper.matcher.search;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.stream.IntStream;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Reads as many bytes as a gallery has and does nothing else: what memory allows on as many threads. */
final class Memory {
    private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
    private static final int STEP = LONGS.vectorByteSize();

    private final MemorySegment bytes;
    private final int parts = Runtime.getRuntime().availableProcessors();

    Memory(long size) {
        bytes = Arena.ofAuto().allocate(size, 64).fill((byte) 1);
    }

    long read() {
        long part = bytes.byteSize() / parts / (4L * STEP) * (4L * STEP);
        IntStream all = IntStream.range(0, parts);
        return (parts > 1 ? all.parallel() : all).mapToLong(i -> sum(bytes.asSlice(i * part, part))).sum();
    }

    private static long sum(MemorySegment part) {
        LongVector s0 = LongVector.zero(LONGS);
        LongVector s1 = s0;
        LongVector s2 = s0;
        LongVector s3 = s0;
        for (long at = 0; at < part.byteSize(); at += 4L * STEP) {
            s0 = s0.add(LongVector.fromMemorySegment(LONGS, part, at, LITTLE_ENDIAN));
            s1 = s1.add(LongVector.fromMemorySegment(LONGS, part, at + STEP, LITTLE_ENDIAN));
            s2 = s2.add(LongVector.fromMemorySegment(LONGS, part, at + 2L * STEP, LITTLE_ENDIAN));
            s3 = s3.add(LongVector.fromMemorySegment(LONGS, part, at + 3L * STEP, LITTLE_ENDIAN));
        }
        return s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
    }
}
