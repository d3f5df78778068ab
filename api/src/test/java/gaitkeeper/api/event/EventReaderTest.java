package gaitkeeper.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.api.event.EventReader.Placed;
import gaitkeeper.core.IdentityEvent.Named;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever comes back with an event id gets what followed it, once, wherever it is by then. */
class EventReaderTest {
    private static final int LANES = 3;

    /** All events there are, as Kafka keeps them, and the order in which one process saw them. */
    private static final class World implements Archive {
        private final Map<Lane, List<Event>> lanes = new HashMap<>();

        List<Event> happen(int count, Random random) {
            List<Event> seen = new ArrayList<>();
            for (int n = 0; n < count; n++) {
                var lane = new Lane(Lane.Kind.MATCH, random.nextInt(LANES));
                List<Event> before = lanes.computeIfAbsent(lane, _ -> new ArrayList<>());
                Event event = event(lane, before.size());
                before.add(event);
                seen.add(event);
            }
            return seen;
        }

        /** Another order in which a process may see the same. */
        List<Event> mixed(Random random) {
            Map<Lane, Integer> next = new HashMap<>();
            List<Event> seen = new ArrayList<>();
            List<Lane> left = new ArrayList<>(lanes.keySet());
            while (!left.isEmpty()) {
                Lane lane = left.get(random.nextInt(left.size()));
                int n = next.merge(lane, 1, Integer::sum) - 1;
                seen.add(lanes.get(lane).get(n));
                if (n + 1 == lanes.get(lane).size()) {
                    left.remove(lane);
                }
            }
            return seen;
        }

        @Override
        public Page read(Cursor from, Cursor to, int limit) {
            List<Event> events = new ArrayList<>();
            Map<Lane, Long> reached = new HashMap<>();
            to.lanes().forEach(lane -> {
                long next = Math.min(from.next(lane), to.next(lane));
                for (; next < to.next(lane) && events.size() < limit; next++) {
                    events.add(lanes.get(lane).get((int) next));
                }
                reached.put(lane, next);
            });
            return new Page(events, Cursor.at(reached));
        }
    }

    private static Event event(Lane lane, long offset) {
        return new Event.Logged(lane, offset,
                new LogEntry(offset, new UUID(0, offset), "test", 0, new Named(new IdentityId(new UUID(1, 1)), "x")));
    }

    private static Cursor start() {
        Map<Lane, Long> start = new HashMap<>();
        for (int n = 0; n < LANES; n++) {
            start.put(new Lane(Lane.Kind.MATCH, n), 0L);
        }
        return Cursor.at(start);
    }

    private static List<Placed> readAll(EventReader reader, Archive archive) {
        List<Placed> all = new ArrayList<>();
        while (true) {
            List<Placed> some = reader.behind() ? reader.readArchive(archive, 7) : reader.next(5);
            if (some.isEmpty() && !reader.behind()) {
                return all;
            }
            all.addAll(some);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void resumesAfterAnyEventAtAnotherProcessWithoutLossOrRepeat(long seed) {
        var random = new Random(seed);
        var world = new World();
        var first = new EventLog(1_000, start());
        world.happen(200, random).forEach(first::append);
        List<Placed> seen = readAll(new EventReader(first, start()), world);
        int at = random.nextInt(seen.size());
        var second = new EventLog(20, start());
        world.mixed(random).forEach(second::append);

        Cursor id = Cursor.parse(seen.get(at).id().toString()).orElseThrow();
        List<Placed> rest = readAll(new EventReader(second, id), world);

        assertThat(rest).extracting(Placed::event).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        seen.subList(at + 1, seen.size()).stream().map(Placed::event).toList());
    }

    @Test
    void keepsTheOrderOfALane() {
        var random = new Random(1);
        var world = new World();
        var log = new EventLog(10, start());
        world.happen(100, random).forEach(log::append);

        List<Placed> all = readAll(new EventReader(log, start()), world);

        for (Lane lane : world.lanes.keySet()) {
            assertThat(all).extracting(Placed::event).filteredOn(event -> event.lane().equals(lane))
                    .extracting(Event::offset).isSorted();
        }
    }

    @Test
    void aReaderThatIsOvertakenGoesOnInTheArchive() {
        var random = new Random(2);
        var world = new World();
        var log = new EventLog(10, start());
        world.happen(8, random).forEach(log::append);
        var reader = new EventReader(log, start());
        List<Placed> all = new ArrayList<>(reader.next(3));

        world.happen(50, random).forEach(log::append);
        all.addAll(readAll(reader, world));

        assertThat(all).extracting(Placed::event).doesNotHaveDuplicates().hasSize(58);
    }

    @Test
    void theLatestBeginSoManyEventsBack() {
        var random = new Random(3);
        var world = new World();
        var log = new EventLog(100, start());
        List<Event> events = world.happen(50, random);
        events.forEach(log::append);

        List<Placed> latest = readAll(new EventReader(log, log.latest(7)), world);

        assertThat(latest).extracting(Placed::event).containsExactlyElementsOf(events.subList(43, 50));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "m0", "m0.", "m0.1-", "m0.1,m1.2", "m0.-1", "m99999.1", "m0.1234567890123456789",
        "i0.1 "})
    void whatIsNoCursorIsNone(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }
}
