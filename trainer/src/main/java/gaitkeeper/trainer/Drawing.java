package gaitkeeper.trainer;

/**
 * What of KGBD is learned from and what is asked for. Only the published drawing makes bundles; the others are there to see
 * what a classification depends on.
 */
public enum Drawing {
    /** By walks, as the tables of retrieval: of most people two to learn from, two in the gallery, one asked for. */
    PUBLISHED,
    /** By walks: the rest, all but the one asked for, is learned from. */
    REST,
    /**
     * By windows, of the walks that are learned from as published, at half a window's distance: one in ten, at random, is asked
     * for. It shares each of its frames with a window that most likely was learned from: this measures memory, not recognition.
     */
    OVERLAPPING
}
