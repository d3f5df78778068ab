package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.TrackId;

/** A frame with the track it belongs to. */
public record TimedFrame(TrackId track, Frame frame) {}
