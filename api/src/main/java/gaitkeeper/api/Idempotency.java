package gaitkeeper.api;

import gaitkeeper.api.Operations.Answering;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A change that is sent again under the same {@code Idempotency-Key} is answered as it was, not made again. Keys belong to a
 * caller. Remembered for a day, at most {@value #MAX_KEYS}; problems are not remembered, since nothing was changed.
 */
final class Idempotency {
    static final String HEADER = "Idempotency-Key";
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int MAX_KEYS = 10_000;

    private final InstantSource clock;
    private final Map<String, Made> made = new LinkedHashMap<>();

    Idempotency(InstantSource clock) {
        this.clock = clock;
    }

    Future<Answer> once(Operation operation, Call call, Answering answering) {
        Optional<String> key = call.text(HEADER).map(text -> call.caller().means() + " " + call.caller().name() + " "
                + text);
        return operation.changes() && key.isPresent()
                ? once(key.get(), request(operation, call), () -> answering.answer(call))
                : answering.answer(call);
    }

    private Future<Answer> once(String key, String request, Supplier<Future<Answer>> change) {
        synchronized (made) {
            forget();
            Made before = made.get(key);
            if (before == null) {
                var now = new Made(request, change.get(), clock.instant().plus(REMEMBERED));
                made.put(key, now);
                now.answer.onFailure(_ -> forget(key));
                return now.answer;
            }
            if (!before.request.equals(request)) {
                throw new Problem(422, "idempotency-key-reused",
                        "this Idempotency-Key came with another request before; take a fresh one");
            }
            return before.answer;
        }
    }

    private void forget(String key) {
        synchronized (made) {
            made.remove(key);
        }
    }

    /** The oldest come first. */
    private void forget() {
        Instant now = clock.instant();
        var all = made.values().iterator();
        while (all.hasNext() && (all.next().until.isBefore(now) || made.size() >= MAX_KEYS)) {
            all.remove();
        }
    }

    private static String request(Operation operation, Call call) {
        return operation.id() + " " + call.parameters() + " " + call.body();
    }

    private record Made(String request, Future<Answer> answer, Instant until) {}
}
