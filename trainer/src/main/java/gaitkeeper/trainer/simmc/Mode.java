package gaitkeeper.trainer.simmc;

/** Whether to train as published or without the published code's accidents. */
public enum Mode {
    /**
     * As the published code runs: sequences of each person made equally frequent where the data set asks for it, masks per
     * batch, incomplete batches dropped everywhere, the epoch chosen by its result on the probes.
     */
    FAITHFUL,
    /** No label is used: masks per sequence, nothing dropped, the epoch chosen by how well the two views' clusters agree. */
    CLEAN
}
