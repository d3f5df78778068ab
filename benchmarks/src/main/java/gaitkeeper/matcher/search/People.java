package gaitkeeper.matcher.search;

import java.util.Random;

/**
 * Made-up embeddings of unit length: values vary less from axis to axis, as they do after a discriminant analysis, and a probe
 * is somebody seen again.
 *
 * @param gallery one vector a person
 * @param probes one vector each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record People(float[][] gallery, float[][] probes) {
    static final int WIDTH = 128;
    private static final float AGAIN = 0.4f;

    static People of(int count, int probes) {
        var random = new Random(17);
        float[][] gallery = new float[count][];
        for (int person = 0; person < count; person++) {
            gallery[person] = unit(vector(random));
        }
        float[][] seen = new float[probes][];
        for (int probe = 0; probe < probes; probe++) {
            float[] vector = vector(random);
            float[] person = gallery[random.nextInt(count)];
            float[] error = unit(vector);
            for (int i = 0; i < WIDTH; i++) {
                error[i] = person[i] + AGAIN * error[i];
            }
            seen[probe] = unit(error);
        }
        return new People(gallery, seen);
    }

    private static float[] vector(Random random) {
        float[] vector = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            vector[i] = (float) (random.nextGaussian() / Math.sqrt(1 + i / 16.0));
        }
        return vector;
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }
}
