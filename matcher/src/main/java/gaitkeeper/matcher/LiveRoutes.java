package gaitkeeper.matcher;

import gaitkeeper.core.Match;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The operators' pages, and the stream of events that the live one shows. */
public final class LiveRoutes {
    /** Where the page reads what moves. */
    public static final String FEED = "/api/v1/live";

    /** All are in one folder, so that no question to the API is ever looked for among them. */
    private static final String PAGES = "/(?:[a-z]+\\.(?:html|css|js|svg))?";
    private static final long BODIES_EVERY_MS = 66;
    private static final long STATS_EVERY_MS = 1_000;
    private static final int MAX_CLIENTS = 500;

    private final Vertx vertx;
    private final LiveFeed feed;
    private final Gallery gallery;
    private final Supplier<LiveStats> stats;
    private final Set<HttpServerResponse> clients = ConcurrentHashMap.newKeySet();

    /**
     * Makes the routes.
     *
     * @param stats the present figures; called once a second
     */
    public LiveRoutes(Vertx vertx, LiveFeed feed, Gallery gallery, Supplier<LiveStats> stats) {
        this.vertx = vertx;
        this.feed = feed;
        this.gallery = gallery;
        this.stats = stats;
    }

    /** Whether anybody is looking; nobody needs frames otherwise. */
    public boolean watched() {
        return !clients.isEmpty();
    }

    /** Adds the operators' pages; they hold no data. */
    public static void mountPages(Router router) {
        router.getWithRegex(PAGES).handler(StaticHandler.create("gaitkeeper/web").setCachingEnabled(false));
    }

    /** Adds the routes and starts the timers. */
    public void mount(Router router) {
        router.get(FEED).handler(this::subscribe);
        vertx.setPeriodic(BODIES_EVERY_MS, timer -> sendBodies());
        vertx.setPeriodic(STATS_EVERY_MS, timer -> sendStats());
    }

    private void subscribe(RoutingContext context) {
        if (clients.size() >= MAX_CLIENTS) {
            context.response().setStatusCode(503).putHeader("Retry-After", "10").end();
            return;
        }
        HttpServerResponse response = context.response().setChunked(true).putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store");
        response.closeHandler(closed -> clients.remove(response));
        response.exceptionHandler(broken -> clients.remove(response));
        response.write("retry: 1000\n\n");
        write(response, event("stats", LiveJson.stats(stats.get(), gallery.ledger().everyone(), feed.purity())));
        clients.add(response);
    }

    private void sendBodies() {
        if (watched()) {
            broadcast(event("bodies", LiveJson.bodies(feed.bodies(), System.currentTimeMillis())));
            for (Match match : feed.news()) {
                broadcast(event("match", LiveJson.match(match, feed.truthOf(match.sequence().track()))));
            }
        }
    }

    private void sendStats() {
        if (watched()) {
            broadcast(event("stats", LiveJson.stats(stats.get(), gallery.ledger().everyone(), feed.purity())));
        }
    }

    private void broadcast(Buffer event) {
        clients.forEach(client -> write(client, event));
    }

    /** A client that does not keep up misses events; it never holds anything back. */
    private static void write(HttpServerResponse client, Buffer event) {
        if (!client.ended() && !client.closed() && !client.writeQueueFull()) {
            client.write(event);
        }
    }

    private static Buffer event(String name, String json) {
        return Buffer.buffer("event: " + name + "\ndata: " + json + "\n\n");
    }
}
