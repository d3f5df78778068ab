package gaitkeeper.core;

/** One entry of a gallery's identity log ({@code gk.identities}); the gallery's state is a fold over these. */
public sealed interface IdentityEvent {
    /** Whom it concerns. */
    IdentityId identity();

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
            long timeNs) implements IdentityEvent {}

    /** Evidence was added to an identity. */
    record ExemplarAdded(IdentityId identity, Exemplar exemplar) implements IdentityEvent {}

    /** An operator named an identity; an empty name makes it anonymous again. */
    record Named(IdentityId identity, String name) implements IdentityEvent {}
}
