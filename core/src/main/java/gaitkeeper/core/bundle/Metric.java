package gaitkeeper.core.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How two embeddings of a model are compared. Both give a score: higher is nearer. */
public enum Metric {
    /** Negative Euclidean distance. */
    @JsonProperty("euclidean")
    EUCLIDEAN,
    /** Cosine of the angle, -1 to 1. */
    @JsonProperty("cosine")
    COSINE;

    /** The distance behind a score, 0 for equal embeddings: the Euclidean distance, or one minus the cosine. */
    public double distance(double score) {
        return zero() - score;
    }

    /** The score of a distance. */
    public double score(double distance) {
        return zero() - distance;
    }

    private double zero() {
        return this == COSINE ? 1 : 0;
    }
}
