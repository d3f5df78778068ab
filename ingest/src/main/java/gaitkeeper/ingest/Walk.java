package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.util.Objects;

/**
 * One recorded walk of one person. Frames are made when asked for.
 *
 * @param person name of the person in the recording, such as {@code p001}; ground truth, never an identity of the gallery
 * @param walk number of the walk among the person's
 * @param frames number of frames, 1 or more
 * @param source makes the frames
 */
public record Walk(String person, int walk, int frames, Source source) {
    /**
     * Checks that the walk is not empty.
     *
     * @throws MalformedException if it has no frame
     */
    public Walk {
        if (frames < 1) {
            throw new MalformedException(Reason.BAD_BYTES, "walk " + person + "-w" + walk + " has no frames");
        }
    }

    /** Person and number, such as {@code p001-w2}; unique in a recording. */
    public String name() {
        return person + "-w" + walk;
    }

    /**
     * Makes one frame. A recording has no clock of its own, so the caller gives the times.
     *
     * @param index 0 to {@link #frames()} - 1
     * @param eventTimeNs nanoseconds since the epoch, 0 or more
     * @param receivedNs nanoseconds since the epoch
     * @throws IndexOutOfBoundsException if there is no such frame
     */
    public Frame frame(int index, long eventTimeNs, long receivedNs) {
        return source.frame(Objects.checkIndex(index, frames), eventTimeNs, receivedNs);
    }

    /**
     * The same walk without its first and last frames.
     *
     * @param ends frames to drop at each end, 0 or more
     * @throws MalformedException if no frame is left
     */
    public Walk trimmed(int ends) {
        if (ends < 0 || frames - 2L * ends < 1) {
            throw new MalformedException(Reason.BAD_FIELD, "walk " + name() + " has " + frames + " frames; dropping "
                    + ends + " at each end must leave at least one");
        }
        return new Walk(person, walk, frames - 2 * ends,
                (index, event, received) -> source.frame(index + ends, event, received));
    }

    /** Makes the frames of a walk. Safe for use by several threads. */
    @FunctionalInterface
    public interface Source {
        /** Makes frame {@code index}, stamped with the times given (nanoseconds since the epoch). */
        Frame frame(int index, long eventTimeNs, long receivedNs);
    }
}
