package gaitkeeper.encoder;

import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;

/** A sequence that waits for its embedding. */
record Pending(TrackId track, Sequence sequence) {}
