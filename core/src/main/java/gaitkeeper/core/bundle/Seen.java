package gaitkeeper.core.bundle;

/**
 * The recordings that a model has learned anything from, so that nobody measures it on them unawares.
 *
 * @param set data set, such as {@code kgbd}; {@code none} for a model that learned nothing, {@code unknown} for one that does
 *     not tell
 * @param split seed of the draw whose training walks were learned from, {@link #ALL_WALKS} if it was all there are
 * @param firstPerson lowest number of the people learned from
 * @param lastPerson highest number of the people learned from
 */
public record Seen(String set, int split, int firstPerson, int lastPerson) {
    /** In place of a split: every walk. */
    public static final int ALL_WALKS = -1;
    /** Of a model whose values depend on nobody's recordings. */
    public static final Seen NOTHING = new Seen("none", ALL_WALKS, 0, 0);
    /** Of a model that does not tell. */
    public static final Seen UNKNOWN = new Seen("unknown", ALL_WALKS, 0, 0);

    /** Checks the range. */
    public Seen {
        if (set.isBlank() || firstPerson > lastPerson || split < ALL_WALKS) {
            throw new IllegalArgumentException("model.json, trainedOn.seen: needs a set, a split of " + ALL_WALKS
                    + " or more and a range of people, was " + set + ", " + split + ", " + firstPerson + " to "
                    + lastPerson);
        }
    }
}
