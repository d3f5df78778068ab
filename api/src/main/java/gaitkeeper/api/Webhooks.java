package gaitkeeper.api;

import gaitkeeper.api.event.Cursor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Posts events to those who asked for it: at least once, in order, retried with growing pauses until they are taken, and after
 * a restart from where it was.
 */
final class Webhooks {
    private static final int MAX = 100;
    private static final long EVERY_MS = 200;
    private static final long SAVE_EVERY_MS = 5_000;
    private static final int SECONDS = 10;

    private final Vertx vertx;
    private final Events events;
    private final WebhookFile file;
    private final HttpClient client;
    private final InstantSource clock;
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();

    Webhooks(Vertx vertx, Events events, WebhookFile file, InstantSource clock) {
        this.vertx = vertx;
        this.events = events;
        this.file = file;
        this.clock = clock;
        // No redirects: what an operator approved is where it goes.
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout((int) TimeUnit.SECONDS.toMillis(SECONDS))
                        .setIdleTimeout(SECONDS));
    }

    /** Goes on where it was and begins to deliver. */
    void start() {
        file.read().forEach(this::begin);
        vertx.setPeriodic(EVERY_MS, _ -> deliveries.values().forEach(Delivery::advance));
        vertx.setPeriodic(SAVE_EVERY_MS, _ -> {
            if (deliveries.values().stream().anyMatch(Delivery::takeMoved)) {
                save();
            }
        });
    }

    private void begin(Webhook hook) {
        deliveries.put(hook.id(), new Delivery(client, events, events.from(hook.done()), hook, clock));
    }

    Collection<Webhook> all() {
        return deliveries.values().stream().map(Delivery::hook).toList();
    }

    Cursor now() {
        return events.end();
    }

    Future<Webhook> add(Webhook hook) {
        if (deliveries.size() >= MAX) {
            throw new Problem(409, "too-many-webhooks", "there are " + MAX + " webhooks already");
        }
        begin(hook);
        return save().map(hook);
    }

    /** Whether there was one of this id. */
    Future<Boolean> remove(String id) {
        Optional<Delivery> removed = Optional.ofNullable(deliveries.remove(id));
        removed.ifPresent(Delivery::stop);
        return save().map(removed.isPresent());
    }

    private Future<?> save() {
        return vertx.executeBlocking(() -> {
            file.write(all());
            return null;
        });
    }
}
