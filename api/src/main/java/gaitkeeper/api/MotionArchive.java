package gaitkeeper.api;

import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import java.util.List;

/** The windows that answers were given on, as long as they are kept. */
@FunctionalInterface
public interface MotionArchive {
    /**
     * Reads the windows of a track that end in a time. Blocks.
     *
     * @param fromNs nanoseconds since the epoch, inclusive
     * @param toNs likewise
     * @return in order of time; none if they are not kept any more
     */
    List<Sequence> read(TrackId track, long fromNs, long toNs);
}
