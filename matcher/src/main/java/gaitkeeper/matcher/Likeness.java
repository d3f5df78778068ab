package gaitkeeper.matcher;

import gaitkeeper.core.ModelId;
import gaitkeeper.core.bundle.ModelSpec;
import java.util.List;

/** Compares a track's windows with a gallery, in the way that the model's calibration is made for. */
final class Likeness {
    private final Gallery gallery;
    private final ModelId id;
    private final boolean means;

    Likeness(Gallery gallery, ModelSpec model) {
        this.gallery = gallery;
        this.id = model.modelId();
        this.means = model.calibration().comparesMeans();
    }

    /** Whether it is the track's mean that is compared, not window by window. */
    boolean ofMeans() {
        return means;
    }

    /**
     * Adds one more window.
     *
     * @param ranked how many identities are wanted
     */
    void compare(TrackEvidence evidence, float[] embedding, long lastTimeNs, int ranked) {
        add(evidence, embedding, lastTimeNs, ranked);
        recall(evidence, ranked);
    }

    private void add(TrackEvidence evidence, float[] embedding, long lastTimeNs, int ranked) {
        if (means) {
            evidence.add(embedding, lastTimeNs);
        } else {
            evidence.add(gallery.search(id, embedding, ranked), lastTimeNs);
        }
    }

    /** Looks again at what a track has shown, where that is kept. */
    void recall(TrackEvidence evidence, int ranked) {
        if (means && evidence.mean().windows() > 0) {
            evidence.likeliest(gallery.likeliest(id, evidence.mean(), ranked));
        }
    }

    /** What a track would have shown whose windows were just these. */
    TrackEvidence of(List<float[]> windows, int ranked) {
        var evidence = new TrackEvidence(0);
        for (int n = 0; n < windows.size(); n++) {
            add(evidence, windows.get(n), n, ranked);
        }
        recall(evidence, ranked);
        return evidence;
    }
}
