package gaitkeeper.api.event;

import java.util.List;

/** The events that memory no longer holds. */
public interface Archive {
    /**
     * Reads on from a cursor. Blocks.
     *
     * @param to where memory begins; nothing from there on is read
     * @param limit most events wanted, about
     */
    Page read(Cursor from, Cursor to, int limit);

    /**
     * Some events.
     *
     * @param events in the order of each lane
     * @param reached how far this read; there may be places without events
     */
    record Page(List<Event> events, Cursor reached) {}
}
