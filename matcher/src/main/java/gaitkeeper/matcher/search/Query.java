package gaitkeeper.matcher.search;

/** Probes made ready to be compared with blocks. */
interface Query {
    /** How many probes. */
    int count();

    /**
     * Compares all probes with all rows of a block, live or not.
     *
     * @param scores overwritten, {@code [count, 64]}; higher is nearer
     */
    void score(Block block, float[] scores);
}
