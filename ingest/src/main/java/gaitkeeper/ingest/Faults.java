package gaitkeeper.ingest;

/**
 * Faults injected into simulated streams, each as a probability from 0 to 1.
 *
 * @param duplicates a frame is delivered twice
 * @param late a frame is delivered one to thirty ticks late, behind newer frames of its track
 * @param clockJumps a sensor's clock jumps by up to 5 s either way, per tick of a sensor
 * @param idReuse a new body gets the track id the sensor gave out last
 */
public record Faults(double duplicates, double late, double clockJumps, double idReuse) {
    /** No faults. */
    public static final Faults NONE = new Faults(0, 0, 0, 0);

    /**
     * Checks the bounds.
     *
     * @throws gaitkeeper.core.MalformedException if one does not hold; the message names it
     */
    public Faults {
        SimulatedNoise.check("faults.duplicates", duplicates, 1);
        SimulatedNoise.check("faults.late", late, 1);
        SimulatedNoise.check("faults.clockJumps", clockJumps, 1);
        SimulatedNoise.check("faults.idReuse", idReuse, 1);
    }
}
