package gaitkeeper.core;

import java.util.List;

/** What a gallery's one writer is asked to do ({@code gk.commands}). It answers with {@link IdentityEvent}s or a rejection. */
public sealed interface GalleryCommand {
    /**
     * A matcher proposes a stranger. The registrar searches again before it enrols, because another matcher may have proposed
     * the same person a moment ago. Of a visit that was enrolled already, these are further windows.
     *
     * @param track who was seen
     * @param timeNs event time of the first window, nanoseconds since the epoch
     * @param exemplars the windows of the track's probation, or later ones, 1 or more, all of one model
     */
    record ProposeStranger(TrackId track, long timeNs, List<Exemplar> exemplars) implements GalleryCommand {
        /** Copies the list. */
        public ProposeStranger {
            exemplars = List.copyOf(exemplars);
        }
    }

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

    /** An operator names a known identity. */
    record Rename(IdentityId identity, String name) implements GalleryCommand {}
}
