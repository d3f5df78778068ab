package gaitkeeper.trainer.cage;

import java.util.Locale;

/** What an encoder gives back ({@code cage.md} section 6). */
public enum Pretext {
    /** The sequence in reverse, its attention drawn to the frame that is due. */
    REVERSE(true),
    /** The sequence that follows; the last one itself. */
    PREDICT(false),
    /** The sequence in order, of which it gets the frames in another. */
    SORT(false);

    private final boolean local;

    Pretext(boolean local) {
        this.local = local;
    }

    /** Whether attention is drawn to neighbouring frames. */
    boolean local() {
        return local;
    }

    /** Its name in parameters and files. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
