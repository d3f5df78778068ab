package gaitkeeper.core;

import java.util.Objects;

/**
 * Where sequences of f frames start in a recording ({@code data-and-protocol.md} section 3). Starts ascend; what is left at the
 * end is dropped.
 */
public enum Cutting {
    /** One after the other, as the windower cuts a track with {@link WindowSpec#of(int)}; probe and gallery of all sets. */
    PLAIN,
    /** At every frame, each start once. */
    DENSE,
    /**
     * What the published code trains on for IAS-Lab, BIWI and KS20: half-overlapping windows for every offset, which is every
     * start, once below f / 2 and twice from there on. f must be even.
     */
    DENSE_DOUBLED;

    /**
     * Number of sequences.
     *
     * @param f frames of a sequence, 1 or more
     * @param frames frames of the recording, 0 or more
     */
    public int count(int f, int frames) {
        check(f);
        int starts = frames - f + 1;
        if (starts <= 0) {
            return 0;
        }
        return switch (this) {
            case PLAIN -> frames / f;
            case DENSE -> starts;
            case DENSE_DOUBLED -> starts <= f / 2 ? starts : 2 * starts - f / 2;
        };
    }

    /**
     * First frame of a sequence.
     *
     * @param index 0 to {@code count(f, frames) - 1}
     */
    public int start(int f, int frames, int index) {
        Objects.checkIndex(index, count(f, frames));
        return switch (this) {
            case PLAIN -> index * f;
            case DENSE -> index;
            case DENSE_DOUBLED -> index < f / 2 ? index : f / 2 + (index - f / 2) / 2;
        };
    }

    private void check(int f) {
        if (f < 1 || this == DENSE_DOUBLED && f % 2 != 0) {
            throw new IllegalArgumentException(
                    "sequences of " + f + " frames cannot be cut " + this
                            + "; f must be positive, and even to be doubled");
        }
    }
}
