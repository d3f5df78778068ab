package gaitkeeper.core;

/**
 * The name of a sequence, a function of the input alone: the same frames always give the same id, so a repeat is recognised.
 *
 * @param track whose frames
 * @param firstTimeNs event time of the first frame, nanoseconds since the epoch
 * @param spec how the track was cut
 */
public record SequenceId(TrackId track, long firstTimeNs, WindowSpec spec) {
    @Override
    public String toString() {
        return track + "@" + firstTimeNs + "+" + spec.frames() + "/" + spec.stride();
    }

    // Like the generated ones, which are put together anew at every start and are slow until they are compiled: keys of large tables.
    @Override
    public boolean equals(Object other) {
        return other instanceof SequenceId that && firstTimeNs == that.firstTimeNs && track.equals(that.track)
                && spec.equals(that.spec);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * track.hashCode() + Long.hashCode(firstTimeNs)) + spec.hashCode();
    }
}
