package gaitkeeper.trainer.mgscr;

import gaitkeeper.trainer.nn.Ops;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The fault of the published code ({@code mg-scr.md} section 3), to measure what it does: place j of sequence b is given not picked
 * frame j but number (b k + j) / B, rounded down, of the k. Most sequences thus see one frame k times, and which one depends on
 * where they stand in their batch. Nothing that works so can be exported.
 *
 * @param frames for each sequence its k frames, one sequence after the other
 * @param count k
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one batch and never changed.
record TiledFrames(int[] frames, int count) {
    /**
     * What the sequences of a batch are given.
     *
     * @param batch B
     * @param picked k frames, ascending
     */
    static TiledFrames of(int batch, int... picked) {
        int[] frames = IntStream.range(0, batch * picked.length).map(place -> picked[place / batch]).toArray();
        return new TiledFrames(frames, picked.length);
    }

    /** The same sequences' frames so many later. */
    TiledFrames later(int by) {
        return new TiledFrames(Arrays.stream(frames).map(frame -> frame + by).toArray(), count);
    }

    /** Takes them: {@code [batch, f, ..]} to {@code [batch, k, width]}. */
    <T> T of(Ops<T> ops, T sequences, int length, int width) {
        int[] rows = IntStream.range(0, frames.length).map(place -> place / count * length + frames[place]).toArray();
        return ops.reshape(ops.pick(ops.reshape(sequences, -1, width), 0, rows), -1, count, width);
    }
}
