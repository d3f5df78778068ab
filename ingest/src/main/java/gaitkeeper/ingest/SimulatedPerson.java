package gaitkeeper.ingest;

import java.util.SplittableRandom;

/**
 * A synthetic person: made by a random generator, modelled on nobody.
 *
 * <p>Stature is normal by sex (1.76 ± 0.07 m and 1.62 ± 0.065 m); each segment differs from the mean body of that stature by
 * its own few per cent, and the two sides differ slightly, so that people can be told apart by their proportions.
 *
 * @param number 0 or more, unique in a simulation
 * @param stature height in metres
 * @param left lengths of the left side; its {@code trunk} and {@code ankle} hold for the whole body
 * @param right lengths of the right side
 * @param gait how they walk
 */
public record SimulatedPerson(int number, double stature, Segments left, Segments right, Gait gait) {
    private static final double INDIVIDUAL = 0.045;
    private static final double ASYMMETRY = 0.006;

    /** Draws a person; the same number and seed always give the same one. */
    public static SimulatedPerson draw(int number, long seed) {
        var random = new SplittableRandom(seed ^ (number + 1) * 0x9E3779B97F4A7C15L);
        boolean woman = random.nextBoolean();
        double unusual = Math.clamp(random.nextGaussian(), -2.5, 2.5);
        double stature = woman ? 1.62 + 0.065 * unusual : 1.76 + 0.07 * unusual;
        Segments body = Segments.ofStature(stature).varied(random, INDIVIDUAL);
        return new SimulatedPerson(number, stature, body.varied(random, ASYMMETRY), body.varied(random, ASYMMETRY),
                Gait.draw(random, stature));
    }

    /** Name in lists, such as {@code person-07}. */
    public String name() {
        return (number < 10 ? "person-0" : "person-") + number;
    }
}
