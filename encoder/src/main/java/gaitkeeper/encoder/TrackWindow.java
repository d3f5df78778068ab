package gaitkeeper.encoder;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.WindowSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last f frames of one track's current run. A run is a stretch without gaps; its k-th sequence covers the frames with
 * indices k * stride to k * stride + f - 1, so what is pending follows from the index of the last frame alone.
 */
final class TrackWindow {
    private static final long RESTORED = -1;

    private final WindowSpec spec;
    private final @Nullable Frame[] ring;
    private long runStartNs;
    private int lastIndex = -1;
    private long lastTimeNs = Long.MIN_VALUE;
    private long touchedMs;

    TrackWindow(WindowSpec spec) {
        this.spec = spec;
        this.ring = new @Nullable Frame[spec.frames()];
    }

    /** Appends a frame, in a new run if it cannot continue the present one. */
    void append(Frame frame, boolean newRun, long streamTimeMs) {
        if (newRun) {
            runStartNs = frame.eventTimeNs();
            lastIndex = -1;
        }
        lastIndex++;
        ring[lastSlot()] = frame;
        lastTimeNs = frame.eventTimeNs();
        touchedMs = streamTimeMs;
    }

    /** Puts a stored frame back; frames must come in order of their index. The stream time is not known then. */
    void restore(long runStartNs, int index, Frame frame) {
        this.runStartNs = runStartNs;
        lastIndex = index;
        ring[lastSlot()] = frame;
        lastTimeNs = frame.eventTimeNs();
        touchedMs = RESTORED;
    }

    /** Lets a restored track live from {@code streamTimeMs} on, the first stream time known after the restart. */
    void touchIfRestored(long streamTimeMs) {
        if (touchedMs == RESTORED) {
            touchedMs = streamTimeMs;
        }
    }

    boolean isEmpty() {
        return lastIndex < 0;
    }

    /** Whether the last frame completed a sequence. */
    boolean full() {
        int have = lastIndex + 1 - spec.frames();
        return have >= 0 && have % spec.stride() == 0;
    }

    /** The sequence that the last frame completed. */
    Sequence sequence(long nowNs) {
        List<Frame> frames = new ArrayList<>(spec.frames());
        for (int index = lastIndex + 1 - spec.frames(); index <= lastIndex; index++) {
            frames.add(Objects.requireNonNull(ring[index % spec.frames()]));
        }
        return Sequence.join(spec, frames, nowNs);
    }

    /** Whether frames wait for a sequence that a new run would lose. */
    boolean partlyFilled() {
        return lastIndex >= 0 && !full();
    }

    /** Slot of the last frame, 0 to f - 1. */
    int lastSlot() {
        return lastIndex % spec.frames();
    }

    int lastIndex() {
        return lastIndex;
    }

    long runStartNs() {
        return runStartNs;
    }

    long lastTimeNs() {
        return lastTimeNs;
    }

    /** Stream time at which the track last moved, milliseconds. */
    long touchedMs() {
        return touchedMs;
    }

    Frame lastFrame() {
        return Objects.requireNonNull(ring[lastSlot()]);
    }
}
