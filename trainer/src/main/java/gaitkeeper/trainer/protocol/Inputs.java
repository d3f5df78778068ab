package gaitkeeper.trainer.protocol;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.Metric;

/** Checks of what is measured; nothing is measured on less. */
final class Inputs {
    private Inputs() {}

    /** The set, not empty, finite, and of unit length for the cosine. */
    static EmbeddingSet comparable(EmbeddingSet set, String role, Metric metric) {
        checked(set, role);
        return metric == Metric.COSINE ? unitLength(set) : set;
    }

    /** The set, not empty and finite. */
    static EmbeddingSet checked(EmbeddingSet set, String role) {
        if (set.size() == 0) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "the " + role + " is empty: check the split and the number of frames");
        }
        for (int i = 0; i < set.vectors().length; i++) {
            if (!Float.isFinite(set.vectors()[i])) {
                throw new MalformedException(Reason.NOT_FINITE, "embedding " + i / set.width() + " of the " + role
                        + " (recording " + set.recordings()[i / set.width()] + ") holds " + set.vectors()[i]
                        + ": the model or its input is broken");
            }
        }
        return set;
    }

    private static EmbeddingSet unitLength(EmbeddingSet set) {
        float[] rows = set.vectors().clone();
        for (int at = 0; at < rows.length; at += set.width()) {
            double square = 0;
            for (int i = at; i < at + set.width(); i++) {
                square += rows[i] * (double) rows[i];
            }
            float scale = square > 0 ? (float) (1 / Math.sqrt(square)) : 0;
            for (int i = at; i < at + set.width(); i++) {
                rows[i] *= scale;
            }
        }
        return new EmbeddingSet(rows, set.width(), set.persons(), set.recordings());
    }

    /** Both sets' embeddings must be of one width. */
    static void sameWidth(EmbeddingSet probe, EmbeddingSet gallery) {
        if (probe.width() != gallery.width()) {
            throw new MalformedException(Reason.BAD_FIELD, "probe embeddings are " + probe.width() + " wide, gallery's "
                    + gallery.width() + ": both must come from one model");
        }
    }
}
