package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gaitkeeper.api.event.EventReader.Placed;
import gaitkeeper.api.event.EventReader;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers to one webhook, one post at a time; the next when this one was answered with 2xx. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final int AT_ONCE = 100;
    private static final long FIRST_PAUSE_MS = 1_000;
    private static final long LONGEST_PAUSE_MS = 300_000;
    private static final long ANSWER_WITHIN_MS = 10_000;

    private final HttpClient client;
    private final Events events;
    private final EventReader reader;
    private final InstantSource clock;
    private volatile Webhook hook;
    private volatile boolean busy;
    private volatile boolean stopped;
    private volatile boolean moved;
    private List<Placed> unsent = List.of();
    private int failures;
    private long notBeforeMs;

    Delivery(HttpClient client, Events events, EventReader reader, Webhook hook, InstantSource clock) {
        this.client = client;
        this.events = events;
        this.reader = reader;
        this.hook = hook;
        this.clock = clock;
    }

    Webhook hook() {
        return hook;
    }

    /** Whether more was delivered since the last question. */
    boolean takeMoved() {
        boolean was = moved;
        moved = false;
        return was;
    }

    void stop() {
        stopped = true;
    }

    /** Goes on if nothing is under way and no pause is kept; called often, always on one context. */
    void advance() {
        if (busy || stopped || !events.isComplete() || clock.millis() < notBeforeMs) {
            return;
        }
        busy = true;
        next().compose(this::post).onComplete(done -> {
            busy = false;
            if (done.succeeded()) {
                failures = 0;
                if (!hook.done().equals(reader.cursor())) {
                    hook = hook.deliveredUpTo(reader.cursor());
                    moved = true;
                }
                unsent = List.of();
            } else {
                pause(done.cause());
            }
        });
    }

    /** What failed before, or what has come since. */
    private Future<List<Placed>> next() {
        if (!unsent.isEmpty()) {
            return Future.succeededFuture(unsent);
        }
        return events.next(reader, AT_ONCE).map(read -> unsent = read.stream()
                .filter(one -> events.wanted(hook.filter(), one.event())).toList());
    }

    private Future<Void> post(List<Placed> wanted) {
        if (wanted.isEmpty()) {
            return Future.succeededFuture();
        }
        ObjectNode json = Json.object().put("webhook", hook.id());
        var all = json.putArray("events");
        wanted.forEach(event -> all.add(events.json().of(event)));
        var body = Json.buffer(json);
        return client.request(new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(hook.url())
                .setTimeout(ANSWER_WITHIN_MS))
                .compose(request -> sign(request, body.getBytes()).send(body)).compose(response -> {
                    response.end();
                    return response.statusCode() / 100 == 2
                            ? Future.succeededFuture()
                            : Future.failedFuture("it answered " + response.statusCode());
                });
    }

    private HttpClientRequest sign(HttpClientRequest request, byte[] body) {
        return request.putHeader("Content-Type", "application/json").putHeader("Gaitkeeper-Signature",
                hook.signature(clock.instant().getEpochSecond(), body));
    }

    private void pause(Throwable cause) {
        long pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(failures, 10));
        failures++;
        notBeforeMs = clock.millis() + pause;
        LOG.atWarn().addKeyValue("webhook", hook.id()).addKeyValue("failures", failures)
                .addKeyValue("again_in_ms", pause).addKeyValue("cause", String.valueOf(cause.getMessage()))
                .log("a webhook did not take its events");
    }
}
