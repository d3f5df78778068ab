package gaitkeeper.api.event;

import java.util.ArrayList;
import java.util.List;

/** The latest events, in the order one reader saw them. One thread appends, any number read; bounded. */
public final class EventLog {
    private final Event[] ring;
    private Cursor start;
    private Cursor end;
    private long oldest;
    private long size;

    /**
     * Makes an empty log.
     *
     * @param capacity events kept
     * @param start where the reader begins
     */
    public EventLog(int capacity, Cursor start) {
        this.ring = new Event[capacity];
        this.start = start;
        this.end = start;
    }

    /** Appends an event; the oldest may be dropped for it. */
    public synchronized void append(Event event) {
        if (size - oldest == ring.length) {
            start = start.after(ring[(int) (oldest % ring.length)]);
            oldest++;
        }
        ring[(int) (size % ring.length)] = event;
        size++;
        end = end.after(event);
    }

    /** Where memory begins. */
    public synchronized Cursor start() {
        return start;
    }

    /** After the latest event. */
    public synchronized Cursor end() {
        return end;
    }

    /** Where a client that wants the latest {@code count} events begins. */
    public synchronized Cursor latest(int count) {
        Cursor cursor = end;
        for (long i = size - 1; i >= Math.max(oldest, size - count); i--) {
            cursor = cursor.at(ring[(int) (i % ring.length)]);
        }
        return cursor;
    }

    /** Number of the event that will come next. */
    synchronized long size() {
        return size;
    }

    /** Events from number {@code first} on, as far as they are still held. */
    synchronized List<Event> from(long first, int limit) {
        List<Event> events = new ArrayList<>();
        for (long i = Math.max(first, oldest); i < size && events.size() < limit; i++) {
            events.add(ring[(int) (i % ring.length)]);
        }
        return events;
    }

    /** Number of the oldest event held. */
    synchronized long oldest() {
        return oldest;
    }
}
