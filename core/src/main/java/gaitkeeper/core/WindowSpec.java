package gaitkeeper.core;

/**
 * How a track is cut into sequences.
 *
 * @param frames f, the frames of a sequence, 1 to {@value #MAX_FRAMES}
 * @param stride frames between the starts of two sequences, 1 to {@code frames}; equal to {@code frames} when they do not
 *     overlap, as in the published protocols
 */
public record WindowSpec(int frames, int stride) {
    /** Longest sequence. */
    public static final int MAX_FRAMES = 512;

    /**
     * Checks the bounds.
     *
     * @throws MalformedException if they do not hold
     */
    public WindowSpec {
        if (frames < 1 || frames > MAX_FRAMES || stride < 1 || stride > frames) {
            throw new MalformedException(Reason.BAD_BYTES,
                    "window of " + frames + " frames every " + stride + ": need 1 <= stride <= frames <= "
                            + MAX_FRAMES);
        }
    }

    /** Non-overlapping sequences of {@code frames} frames. */
    public static WindowSpec of(int frames) {
        return new WindowSpec(frames, frames);
    }

    // Like the generated ones, which are put together anew at every start and are slow until they are compiled: keys of large tables.
    @Override
    public boolean equals(Object other) {
        return other instanceof WindowSpec that && frames == that.frames && stride == that.stride;
    }

    @Override
    public int hashCode() {
        return 31 * frames + stride;
    }
}
