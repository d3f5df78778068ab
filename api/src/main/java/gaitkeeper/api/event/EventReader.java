package gaitkeeper.api.event;

import java.util.ArrayList;
import java.util.List;

/** One client's place among the events. Used by one thread at a time. */
public final class EventReader {
    private final EventLog log;
    private Cursor cursor;
    private long next;

    /** Begins after a cursor. */
    public EventReader(EventLog log, Cursor cursor) {
        this.log = log;
        this.cursor = cursor;
    }

    /** Whether the next events are no longer in memory, so that {@link #readArchive} must be asked. */
    public boolean behind() {
        return cursor.behind(log.start());
    }

    /** How far was read. */
    public Cursor cursor() {
        return cursor;
    }

    /** An event with the cursor after it. */
    public record Placed(Event event, Cursor id) {}

    /** The next events from memory, at most {@code limit}; none if there are no more, or if they are no longer there. */
    public List<Placed> next(int limit) {
        List<Placed> placed = new ArrayList<>();
        synchronized (log) {
            next = Math.max(next, log.oldest());
            while (placed.isEmpty() && next < log.size() && !behind()) {
                List<Event> events = log.from(next, limit);
                // Another process may have seen the lanes in another order, so some after this place may be known already.
                events.stream().filter(event -> cursor.before(event)).forEach(event -> placed.add(place(event)));
                next += events.size();
            }
        }
        return placed;
    }

    private Placed place(Event event) {
        cursor = cursor.after(event);
        return new Placed(event, cursor);
    }

    /** The next events from Kafka. Blocks. */
    public List<Placed> readArchive(Archive archive, int limit) {
        Archive.Page page = archive.read(cursor, log.start(), limit);
        List<Placed> placed = page.events().stream().map(this::place).toList();
        cursor = cursor.max(page.reached());
        return placed;
    }
}
