package gaitkeeper.ingest;

import gaitkeeper.core.TrackId;
import gaitkeeper.recordings.Walk;

/**
 * A walk's place in a replay; also the ground truth of who the track is.
 *
 * @param walk what is played
 * @param track as which track
 * @param startNs event time of its first frame, nanoseconds since the epoch
 */
public record PlannedWalk(Walk walk, TrackId track, long startNs) {}
