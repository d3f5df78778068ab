package gaitkeeper.core.gallery;

import gaitkeeper.core.ExemplarId;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Visit;
import java.util.Optional;

/** One fact of a gallery, as it was and as it is: what an entry of the log comes down to, and what an undo turns round. */
sealed interface Change {
    /** The way back. */
    Change inverse();

    /** Whether this tells anything about an identity. */
    boolean concerns(IdentityId identity);

    /** Who an identity is. */
    record OfPerson(IdentityId identity, Optional<Person> before, Optional<Person> after) implements Change {
        @Override
        public Change inverse() {
            return new OfPerson(identity, after, before);
        }

        @Override
        public boolean concerns(IdentityId other) {
            return identity.equals(other);
        }
    }

    /** Whom an exemplar shows. */
    record OfExemplar(ExemplarId exemplar, Optional<IdentityId> before,
            Optional<IdentityId> after) implements Change {
        @Override
        public Change inverse() {
            return new OfExemplar(exemplar, after, before);
        }

        @Override
        public boolean concerns(IdentityId other) {
            return either(before, after, other);
        }
    }

    /** Whose a visit was. */
    record OfVisit(Visit visit, Optional<IdentityId> before, Optional<IdentityId> after) implements Change {
        @Override
        public Change inverse() {
            return new OfVisit(visit, after, before);
        }

        @Override
        public boolean concerns(IdentityId other) {
            return either(before, after, other);
        }
    }

    /** Whether a visit is known not to be somebody's. */
    record OfLink(Visit visit, IdentityId identity, boolean apart) implements Change {
        @Override
        public Change inverse() {
            return new OfLink(visit, identity, !apart);
        }

        @Override
        public boolean concerns(IdentityId other) {
            return identity.equals(other);
        }
    }

    private static boolean either(Optional<IdentityId> before, Optional<IdentityId> after, IdentityId identity) {
        return before.filter(identity::equals).isPresent() || after.filter(identity::equals).isPresent();
    }

    /**
     * An identity.
     *
     * @param number the gallery's number for them
     * @param name given by an operator, or empty
     * @param mergedInto who they turned out to be
     */
    record Person(int number, String name, Optional<IdentityId> mergedInto) {
        Person named(String newName) {
            return new Person(number, newName, mergedInto);
        }

        Person merged(IdentityId into) {
            return new Person(number, name, Optional.of(into));
        }
    }
}
