package gaitkeeper.api;

import gaitkeeper.core.AuditEntry;
import java.util.List;

/** The audit log, oldest entry first. */
public interface AuditArchive {
    /**
     * Reads on. Blocks.
     *
     * @param from place of the first entry wanted, from 0
     * @param limit most entries wanted
     */
    List<Placed> read(long from, int limit);

    /** An entry at its place. */
    record Placed(long place, AuditEntry entry) {}
}
