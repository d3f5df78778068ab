package gaitkeeper.deploy;

import gaitkeeper.core.gallery.Ledger;

/**
 * What a snapshot gave a process to begin with.
 *
 * @param ledger who is who
 * @param log offset of the first entry of the identity log that the snapshot does not have; the log may begin there
 */
record Restored(Ledger ledger, long log) {
    /** There was no snapshot. */
    static final Restored NOTHING = new Restored(Ledger.EMPTY, 0);
}
