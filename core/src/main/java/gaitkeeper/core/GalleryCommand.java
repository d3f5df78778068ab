package gaitkeeper.core;

import java.util.List;
import java.util.UUID;

/** What a gallery's one writer is asked to do. It answers with {@link IdentityEvent}s or a rejection. */
public sealed interface GalleryCommand {
    /**
     * A matcher proposes a stranger. The registrar searches again before it enrols, because another matcher may have proposed
     * the same person a moment ago. Of a visit that was enrolled already, these are further windows.
     *
     * @param track who was seen
     * @param timeNs event time of the first window, nanoseconds since the epoch
     * @param exemplars the windows of the track's probation, or later ones, 1 or more, all of one model
     * @param seenWith visits that the same sensor saw at the same time, so surely somebody else's, {@value #MAX_SEEN_WITH} at
     *     most
     */
    record ProposeStranger(TrackId track, long timeNs, List<Exemplar> exemplars,
            List<Visit> seenWith) implements GalleryCommand {
        /** Most visits told of. */
        public static final int MAX_SEEN_WITH = 16;

        /** Copies the lists. */
        public ProposeStranger {
            exemplars = List.copyOf(exemplars);
            seenWith = List.copyOf(seenWith);
        }

        /** Whom it is about. */
        public Visit visit() {
            return new Visit(track, timeNs);
        }
    }

    /**
     * A matcher recognised somebody known: once for each stay. Changes nobody; whoever is not seen for long is forgotten, if
     * the gallery is kept that way.
     *
     * @param identity who was recognised
     * @param visit in which stay
     */
    record Recognised(IdentityId identity, Visit visit) implements GalleryCommand {}

    /**
     * Somebody vouches for a person: these windows are them. Creates the identity of that name if there is none.
     *
     * @param name 1 to 80 characters
     * @param track who was seen
     * @param timeNs event time of the first window, nanoseconds since the epoch
     * @param exemplars evidence, possibly empty
     */
    record EnrolNamed(String name, TrackId track, long timeNs, List<Exemplar> exemplars) implements GalleryCommand {
        /** Copies the list. */
        public EnrolNamed {
            exemplars = List.copyOf(exemplars);
        }
    }

    /** An operator names a known identity; an empty name makes it anonymous again. */
    record Rename(IdentityId identity, String name) implements GalleryCommand {}

    /** Two identities are one person, known as {@code into} from then on. */
    record Merge(IdentityId from, IdentityId into) implements GalleryCommand {}

    /** Some visits of an identity, but not all, are somebody else. */
    record Split(IdentityId identity, List<Visit> visits) implements GalleryCommand {
        /** Copies the list. */
        public Split {
            visits = List.copyOf(visits);
        }
    }

    /** This visit is not that person. If the gallery learned from it, what it learned becomes somebody else's. */
    record TellApart(Visit visit, IdentityId identity) implements GalleryCommand {}

    /** One exemplar shows somebody else. */
    record MoveExemplar(ExemplarId exemplar, IdentityId to) implements GalleryCommand {}

    /** One exemplar is no evidence for anybody. */
    record RemoveExemplar(ExemplarId exemplar) implements GalleryCommand {}

    /** A person is to be forgotten. */
    record Erase(IdentityId identity) implements GalleryCommand {}

    /** An earlier command is to be taken back; an undo can be undone too. */
    record Undo(UUID command) implements GalleryCommand {}
}
