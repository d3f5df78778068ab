package gaitkeeper.api.event;

import java.util.Locale;

/**
 * One partition events come from; what is in one lane is in order, lanes among themselves are not.
 *
 * @param kind which topic
 * @param partition of it
 */
public record Lane(Kind kind, int partition) implements Comparable<Lane> {
    /** The topics that events come from. */
    public enum Kind {
        /** {@code gk.identities}. */
        IDENTITY,
        /** {@code gk.matches}. */
        MATCH;

        /** What clients call it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public int compareTo(Lane other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : Integer.compare(partition, other.partition);
    }
}
