package gaitkeeper.core.bundle;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How two embeddings of a model are compared. Both give a score: higher is nearer. */
public enum Metric {
    /** Negative Euclidean distance. */
    @JsonProperty("euclidean")
    EUCLIDEAN,
    /** Cosine of the angle, -1 to 1. */
    @JsonProperty("cosine")
    COSINE
}
