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

    // Like the generated ones, which are put together anew at every start and are slow until they are compiled: keys of large tables.
    @Override
    public boolean equals(Object other) {
        return other instanceof Visit that && firstTimeNs == that.firstTimeNs && track.equals(that.track);
    }

    @Override
    public int hashCode() {
        return 31 * track.hashCode() + Long.hashCode(firstTimeNs);
    }
}
