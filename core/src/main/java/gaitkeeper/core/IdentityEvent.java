package gaitkeeper.core;

import java.util.List;
import java.util.UUID;

/** What happened to the identities of a gallery; {@link LogEntry} says when and why. */
public sealed interface IdentityEvent {
    /**
     * A person became known.
     *
     * @param identity the new identity
     * @param number counts identities of the gallery from 1, for people to say ("stranger 12")
     * @param name the name an operator gave, or empty for an anonymous identity
     * @param track where the person was seen first
     * @param timeNs event time of that, nanoseconds since the epoch
     */
    record Enrolled(IdentityId identity, int number, String name, TrackId track,
            long timeNs) implements IdentityEvent {
        /** The stay in which the person was seen first. */
        public Visit visit() {
            return new Visit(track, timeNs);
        }
    }

    /** Evidence was added to an identity. */
    record ExemplarAdded(IdentityId identity, Exemplar exemplar) implements IdentityEvent {}

    /** A further visit was found to be somebody known. */
    record VisitAdded(IdentityId identity, Visit visit) implements IdentityEvent {}

    /** An operator named an identity; an empty name makes it anonymous again. */
    record Named(IdentityId identity, String name) implements IdentityEvent {}

    /** Evidence was taken from whoever had it. */
    record ExemplarRemoved(ExemplarId exemplar) implements IdentityEvent {}

    /** Evidence was found to show somebody else. */
    record ExemplarMoved(ExemplarId exemplar, IdentityId to) implements IdentityEvent {}

    /** Two identities were found to be one person: all that was {@code from} is {@code into}. */
    record Merged(IdentityId from, IdentityId into) implements IdentityEvent {}

    /**
     * Some visits of an identity were found to be somebody else, who becomes known by it.
     *
     * @param identity who keeps the rest
     * @param to the new, anonymous identity
     * @param number its number
     * @param visits what goes to it, with their exemplars
     */
    record Split(IdentityId identity, IdentityId to, int number, List<Visit> visits) implements IdentityEvent {
        /** Copies the list. */
        public Split {
            visits = List.copyOf(visits);
        }
    }

    /** Somebody was told not to be this person, whatever the scores say: a cannot-link. */
    record ToldApart(Visit visit, IdentityId identity) implements IdentityEvent {}

    /** A person was forgotten, with all evidence and whoever had been merged into them. Cannot be undone. */
    record Erased(IdentityId identity) implements IdentityEvent {}

    /** All that a command had done was taken back. */
    record Undone(UUID command) implements IdentityEvent {}
}
