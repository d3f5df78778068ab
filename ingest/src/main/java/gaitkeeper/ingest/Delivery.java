package gaitkeeper.ingest;

import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What became of one document's frames so far. Confined to the context of its request or socket. */
final class Delivery {
    private final Result result;
    private int handedOver;
    private int settled;
    private List<Accepted> lost = List.of();
    private int lostUnlisted;

    Delivery(Result result) {
        this.result = result;
    }

    Result result() {
        return result;
    }

    boolean hasNext() {
        return handedOver < result.frames().size();
    }

    /** The next frame to hand to the sink. */
    Accepted next() {
        return result.frames().get(handedOver++);
    }

    /** Notes the outcome of a frame. */
    void settle(Accepted frame, boolean stored) {
        settled++;
        if (!stored) {
            lose(frame);
        }
    }

    boolean done() {
        return settled == result.frames().size();
    }

    int stored() {
        return settled - lost.size() - lostUnlisted;
    }

    /** Frames that could not be stored, the first {@value CanonicalFrames#MAX_LISTED}. */
    List<Accepted> lost() {
        return Collections.unmodifiableList(lost);
    }

    int unlisted() {
        return lostUnlisted + result.unlisted().values().stream().mapToInt(Integer::intValue).sum();
    }

    private void lose(Accepted frame) {
        if (lost.size() == CanonicalFrames.MAX_LISTED) {
            lostUnlisted++;
            return;
        }
        if (lost.isEmpty()) {
            lost = new ArrayList<>();
        }
        lost.add(frame);
    }
}
