package gaitkeeper.matcher.search;

/**
 * A vector in 8 bits a value: {@code scale * codes}, and how far that is from the vector.
 *
 * @param codes -127 to 127
 * @param scale what one step is worth
 * @param error Euclidean distance between vector and sketch
 * @param squares squared length of the sketch
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sketch(byte[] codes, float scale, float error, float squares) {
    private static final int STEPS = 127;

    /** The sketch of a vector times a factor. */
    static Sketch of(float[] vector, float factor) {
        float most = 0;
        for (float value : vector) {
            most = Math.max(most, Math.abs(value * factor));
        }
        float scale = most / STEPS;
        byte[] codes = new byte[vector.length];
        double error = 0;
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            double value = (double) vector[i] * factor;
            codes[i] = (byte) (scale > 0 ? Math.round(value / scale) : 0);
            double sketched = (double) codes[i] * scale;
            error += (value - sketched) * (value - sketched);
            squares += sketched * sketched;
        }
        return new Sketch(codes, scale, (float) Math.sqrt(error), (float) squares);
    }
}
