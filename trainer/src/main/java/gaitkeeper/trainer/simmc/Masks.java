package gaitkeeper.trainer.simmc;

import java.util.random.RandomGenerator;

/**
 * Which frames count, in two independent views of each sequence: all but x frames, drawn without replacement.
 *
 * <p>As published, a batch shares two masks, and in the gradient step the t-th batch takes those of the t-th batch of the
 * embedding step, though outliers have left and it holds other sequences. Otherwise every sequence has its own.
 */
final class Masks {
    private final int frames;
    private final int group;
    private final float[][] shares;

    private Masks(int frames, int group, float[][] shares) {
        this.frames = frames;
        this.group = group;
        this.shares = shares;
    }

    /** Draws masks for each sequence. */
    static Masks perSequence(int sequences, int frames, int masked, RandomGenerator random) {
        return new Masks(frames, 1, draw(sequences, frames, masked, random));
    }

    /** Draws masks for each batch. */
    static Masks perBatch(int sequences, int batch, int frames, int masked, RandomGenerator random) {
        return new Masks(frames, batch, draw((sequences + batch - 1) / batch, frames, masked, random));
    }

    private static float[][] draw(int count, int frames, int masked, RandomGenerator random) {
        if (masked < 0 || masked >= frames) {
            throw new IllegalArgumentException(
                    "masked frames must be 0 to " + (frames - 1) + " of " + frames + ", was " + masked);
        }
        float[][] shares = new float[2][count * frames];
        for (float[] view : shares) {
            for (int i = 0; i < count; i++) {
                draw(view, i * frames, frames, masked, random);
            }
        }
        return shares;
    }

    /** Selection sampling: each frame stays with the chance that leaves the right number in the end. */
    private static void draw(float[] target, int offset, int frames, int masked, RandomGenerator random) {
        int left = frames - masked;
        for (int frame = 0; frame < frames; frame++) {
            if (random.nextInt(frames - frame) < left) {
                target[offset + frame] = 1f / (frames - masked);
                left--;
            }
        }
    }

    /**
     * Shares of frames for some sequences of a batch.
     *
     * @param view 0 or 1
     * @param position of the batch's first sequence in its pass
     * @param sequences indices in the order of the embedding step
     * @return {@code [sequences, f]}
     */
    float[] shares(int view, int position, int... sequences) {
        float[] result = new float[sequences.length * frames];
        for (int i = 0; i < sequences.length; i++) {
            int from = group == 1 ? sequences[i] : (position + i) / group;
            System.arraycopy(shares[view], from * frames, result, i * frames, frames);
        }
        return result;
    }
}
