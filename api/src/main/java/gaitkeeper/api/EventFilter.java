package gaitkeeper.api;

import gaitkeeper.api.event.Event;
import gaitkeeper.api.event.Lane;
import gaitkeeper.core.Match;
import java.util.Optional;

/**
 * Which events a client wants; what it does not say does not matter.
 *
 * @param type matches or changes of identities
 * @param kind of a match: {@code known}, {@code stranger}, {@code undecided}
 * @param sensor of a match
 * @param identity of a known match, or one an entry is about
 */
record EventFilter(Optional<Lane.Kind> type, Optional<String> kind, Optional<String> sensor,
        Optional<String> identity) {
    static EventFilter of(Call call) {
        return new EventFilter(call.text("type").map(EventFilter::type), call.text("kind"), call.text("sensor"),
                call.text("identity"));
    }

    static Lane.Kind type(String text) {
        return text.equals(Lane.Kind.MATCH.toString()) ? Lane.Kind.MATCH : Lane.Kind.IDENTITY;
    }

    /** Whether the client wants an event, by what it would be told of it. */
    boolean test(Event event, EventJson json) {
        return wants(type, event.lane().kind()) && switch (event) {
            case Event.Matched matched -> test(matched.match(), json);
            case Event.Logged logged -> kind.isEmpty() && sensor.isEmpty()
                    && (identity.isEmpty() || wants(identity, json.data(logged).path("identity").asText()));
        };
    }

    private boolean test(Match match, EventJson json) {
        return wants(kind, EventJson.kind(match)) && wants(sensor, match.sequence().track().sensor())
                && wants(identity, json.person(match).map(person -> person.identity().toString()).orElse(""));
    }

    private static <T> boolean wants(Optional<T> wanted, T is) {
        return wanted.isEmpty() || wanted.get().equals(is);
    }
}
