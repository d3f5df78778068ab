package gaitkeeper.encoder;

import gaitkeeper.trainer.nn.Weights;
import java.util.Arrays;

/** SimMC's encoder as plain loops, the inner ones over outputs so that the JIT makes vector instructions of them. */
final class PlainSimMc {
    private final int frames;
    private final int in;
    private final int width;
    private final float[] first;
    private final float[] firstBias;
    private final float[] second;
    private final float[] secondBias;

    PlainSimMc(Weights weights, int frames, int in, int width) {
        this.frames = frames;
        this.in = in;
        this.width = width;
        first = weights.numbers("encoder.1.weight");
        firstBias = weights.numbers("encoder.1.bias");
        second = weights.numbers("encoder.2.weight");
        secondBias = weights.numbers("encoder.2.bias");
    }

    /** {@code [batch, f, J, 3]} to {@code [batch, width]}, relative to the first joint. */
    float[] embed(float[] joints, int batch) {
        float[] embeddings = new float[batch * width];
        float[] hidden = new float[width];
        float[] mean = new float[width];
        float[] out = new float[width];
        for (int sequence = 0; sequence < batch; sequence++) {
            Arrays.fill(mean, 0);
            for (int frame = 0; frame < frames; frame++) {
                int at = (sequence * frames + frame) * in;
                System.arraycopy(firstBias, 0, hidden, 0, width);
                for (int i = 0; i < in; i++) {
                    addRow(hidden, joints[at + i] - joints[at + i % 3], first, i * width);
                }
                for (int i = 0; i < width; i++) {
                    mean[i] += Math.max(0, hidden[i]) / frames;
                }
            }
            System.arraycopy(secondBias, 0, out, 0, width);
            for (int i = 0; i < width; i++) {
                addRow(out, mean[i], second, i * width);
            }
            System.arraycopy(out, 0, embeddings, sequence * width, width);
        }
        return embeddings;
    }

    private static void addRow(float[] sum, float factor, float[] matrix, int from) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * matrix[from + i];
        }
    }
}
