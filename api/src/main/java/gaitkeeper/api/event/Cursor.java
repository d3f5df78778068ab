package gaitkeeper.api.event;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How far somebody has read: the next offset in every lane. Its text, such as {@code i0.17-m0.4711-m1.4690}, is the id of the
 * last event read; it is good for as long as Kafka keeps the events, at any process and after any restart.
 */
public final class Cursor {
    private static final String PART = "[im][0-9]{1,4}\\.[0-9]{1,18}";

    private final SortedMap<Lane, Long> next;

    private Cursor(SortedMap<Lane, Long> next) {
        this.next = next;
    }

    /** A cursor at these offsets. */
    public static Cursor at(Map<Lane, Long> next) {
        return new Cursor(new TreeMap<>(next));
    }

    /** Reads the text form; empty if it is none. */
    public static Optional<Cursor> parse(String text) {
        if (!text.matches(PART + "(-" + PART + ")*")) {
            return Optional.empty();
        }
        SortedMap<Lane, Long> next = new TreeMap<>();
        for (String part : text.split("-", -1)) {
            int dot = part.indexOf('.');
            Lane.Kind kind = part.charAt(0) == 'i' ? Lane.Kind.IDENTITY : Lane.Kind.MATCH;
            next.put(new Lane(kind, Integer.parseInt(part.substring(1, dot))), Long.parseLong(part.substring(dot + 1)));
        }
        return Optional.of(new Cursor(next));
    }

    /** The lanes known. */
    public Collection<Lane> lanes() {
        return next.keySet();
    }

    /** The next offset of a lane; the end of time for one that was unknown when the cursor was given out. */
    public long next(Lane lane) {
        return next.getOrDefault(lane, Long.MAX_VALUE);
    }

    /** Whether an event has not been read. */
    boolean before(Event event) {
        return event.offset() >= next.getOrDefault(event.lane(), 0L);
    }

    /** Whether something before {@code other} has not been read. */
    boolean behind(Cursor other) {
        return other.next.entrySet().stream().anyMatch(lane -> next(lane.getKey()) < lane.getValue());
    }

    /** This cursor after an event. */
    Cursor after(Event event) {
        return with(event.lane(), event.offset() + 1);
    }

    /** This cursor before an event, in the event's lane. */
    Cursor at(Event event) {
        return with(event.lane(), event.offset());
    }

    private Cursor with(Lane lane, long offset) {
        SortedMap<Lane, Long> other = new TreeMap<>(next);
        other.put(lane, offset);
        return new Cursor(other);
    }

    /** The later of both in every lane. */
    Cursor max(Cursor other) {
        SortedMap<Lane, Long> later = new TreeMap<>(next);
        other.next.forEach((lane, offset) -> later.merge(lane, offset, Math::max));
        return new Cursor(later);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cursor that && next.equals(that.next);
    }

    @Override
    public int hashCode() {
        return next.hashCode();
    }

    @Override
    public String toString() {
        return next.entrySet().stream().map(lane -> (lane.getKey().kind() == Lane.Kind.IDENTITY ? "i" : "m")
                + lane.getKey().partition() + "." + lane.getValue()).collect(Collectors.joining("-"));
    }
}
