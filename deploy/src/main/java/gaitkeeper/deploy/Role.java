package gaitkeeper.deploy;

/** What a process does. Any set of roles makes a process; stages that meet in one process meet inside one topology. */
public enum Role {
    /** Sensor feeds to frames. */
    INGEST,
    /** Frames to sequences. */
    WINDOWER,
    /** Sequences to embeddings. */
    ENCODER,
    /** Embeddings to matches, the identity log, the page. */
    MATCHER
}
