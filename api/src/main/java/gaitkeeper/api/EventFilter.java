package gaitkeeper.api;

import gaitkeeper.api.event.Event;
import gaitkeeper.api.event.Lane;
import gaitkeeper.core.Match;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which events a client wants; what it does not say does not matter.
 *
 * @param type matches or changes of identities
 * @param kind of a match: {@code known}, {@code stranger}, {@code undecided}
 * @param sensor of a match
 * @param identity of a known match, or one an entry is about
 */
record EventFilter(Optional<Lane.Kind> type, Optional<String> kind, Optional<String> sensor,
        Optional<String> identity) implements Predicate<Event> {
    static EventFilter of(Call call) {
        return new EventFilter(call.text("type").map(EventFilter::type), call.text("kind"), call.text("sensor"),
                call.text("identity"));
    }

    static Lane.Kind type(String text) {
        return text.equals(Lane.Kind.MATCH.toString()) ? Lane.Kind.MATCH : Lane.Kind.IDENTITY;
    }

    @Override
    public boolean test(Event event) {
        return wants(type, event.lane().kind()) && switch (event) {
            case Event.Matched matched -> test(matched.match());
            case Event.Logged logged -> kind.isEmpty() && sensor.isEmpty()
                    && (identity.isEmpty() || wants(identity, EventJson.data(logged).path("identity").asText()));
        };
    }

    private boolean test(Match match) {
        return wants(kind, EventJson.kind(match)) && wants(sensor, match.sequence().track().sensor())
                && wants(identity, match instanceof Match.Known known ? known.person().identity().toString() : "");
    }

    private static <T> boolean wants(Optional<T> wanted, T is) {
        return wanted.isEmpty() || wanted.get().equals(is);
    }
}
