package gaitkeeper.matcher.search;

/**
 * One way to find the ten nearest of a gallery.
 *
 * @param name as the table shows it
 * @param probes at once
 * @param search answers the probes from this one on: the numbers of the nearest rows, best first, of the first of them
 */
record Contender(String name, int probes, Search search) {
    /** Finds the nearest. */
    @FunctionalInterface
    interface Search {
        int[] from(int probe) throws Exception;
    }
}
