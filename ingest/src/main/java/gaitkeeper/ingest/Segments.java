package gaitkeeper.ingest;

import java.util.random.RandomGenerator;

/**
 * Lengths of one side of a body in metres, as anatomists measure them.
 *
 * <p>The mean shares of stature are those of Drillis and Contini (1966, "Body Segment Parameters", New York University,
 * report 1166-03) as reprinted in Winter, "Biomechanics and Motor Control of Human Movement", chapter 4.
 *
 * @param trunk hip to shoulder, along the spine
 * @param shoulderHalf middle of the body to the shoulder's edge: half the biacromial breadth
 * @param hipHalf middle of the body to the hip's edge: half the hip breadth
 * @param upperArm shoulder to elbow
 * @param forearm elbow to wrist
 * @param thigh hip to knee
 * @param shank knee to ankle
 * @param ankle floor to ankle
 */
public record Segments(double trunk, double shoulderHalf, double hipHalf, double upperArm, double forearm,
        double thigh, double shank, double ankle) {
    private static final double EXTREME = 2.5;

    /** The mean body of a stature in metres. */
    static Segments ofStature(double stature) {
        return new Segments(0.288 * stature, 0.129 * stature, 0.0955 * stature, 0.186 * stature, 0.146 * stature,
                0.245 * stature, 0.246 * stature, 0.039 * stature);
    }

    /** The same body with each length changed by its own normal share. */
    Segments varied(RandomGenerator random, double share) {
        return new Segments(trunk * factor(random, share), shoulderHalf * factor(random, share),
                hipHalf * factor(random, share), upperArm * factor(random, share), forearm * factor(random, share),
                thigh * factor(random, share), shank * factor(random, share), ankle * factor(random, share));
    }

    private static double factor(RandomGenerator random, double share) {
        return 1 + share * Math.clamp(random.nextGaussian(), -EXTREME, EXTREME);
    }
}
