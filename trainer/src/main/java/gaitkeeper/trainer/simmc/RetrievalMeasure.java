package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.protocol.EmbeddingSet;

/** The retrieval protocol: every probe is a query against the whole gallery by Euclidean distance. */
public interface RetrievalMeasure {
    /** Measures probes against a gallery. */
    Retrieval measure(EmbeddingSet gallery, EmbeddingSet probe);
}
