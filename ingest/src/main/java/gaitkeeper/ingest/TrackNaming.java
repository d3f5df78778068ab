package gaitkeeper.ingest;

import gaitkeeper.core.TrackId;
import gaitkeeper.recordings.Walk;

/** Names the tracks of replayed walks. */
@FunctionalInterface
public interface TrackNaming {
    /**
     * The track a walk is played as; different for every walk of a replay.
     *
     * @param walk what is played
     * @param lane the lane that plays it, 0 or more; walks of one lane never overlap in time
     */
    TrackId of(Walk walk, int lane);

    /** Every walk its own sensor: {@code <prefix>-p001-w2/<session>/1}. */
    static TrackNaming sensorPerWalk(String prefix, String session) {
        return (walk, _) -> new TrackId(prefix + '-' + walk.name(), session, "1");
    }

    /** Every lane one sensor that sees one walk after another: {@code <prefix>-7/<session>/p001-w2}. */
    static TrackNaming sensorPerLane(String prefix, String session) {
        return (walk, lane) -> new TrackId(prefix + '-' + (lane + 1), session, walk.name());
    }
}
