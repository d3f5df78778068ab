package gaitkeeper.core;

/**
 * One stay of a track. Sensors reuse track ids within a session, so the id alone does not tell who it is.
 *
 * @param track the sensor's id
 * @param firstTimeNs event time of the stay's first frame, nanoseconds since the epoch
 */
public record Visit(TrackId track, long firstTimeNs) {
    @Override
    public String toString() {
        return track + "@" + firstTimeNs;
    }
}
