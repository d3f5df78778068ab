package gaitkeeper.matcher;

import gaitkeeper.core.Match;
import gaitkeeper.core.gallery.Ledger;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The operators' pages, and the stream of events that the live one shows. */
public final class LiveRoutes {
    /** Where the page reads what moves. */
    public static final String FEED = "/api/v1/live";

    /** All are in one folder, so that no question to the API is ever looked for among them. */
    private static final String PAGES = "/(?:[a-z]+\\.(?:html|css|js|svg))?";
    /** As often as most sensors see. */
    private static final long NEWS_EVERY_MS = 33;
    /** So many pages are told where bodies are each time, more of them every other time. */
    private static final int FEW_CLIENTS = 10;
    /** One of so many times by a machine that has too much to do: pages get less before anything else does. */
    private static final int OVERLOADED_SENDS = 6;
    private static final long STATS_EVERY_MS = 1_000;
    private static final int MAX_CLIENTS = 500;

    private final Vertx vertx;
    private final LiveFeed feed;
    private final Gallery gallery;
    private final Supplier<LiveStats> stats;
    private final BooleanSupplier overloaded;
    private long updates;
    private final Set<Client> clients = ConcurrentHashMap.newKeySet();

    /** Somebody who looks; browsers take what is packed, and it is a quarter of the bytes. */
    private record Client(HttpServerResponse response, boolean packed) {}

    /** What all are sent, packed once if anybody wants it so. */
    private final SharedGzip gzip = new SharedGzip();

    /**
     * Makes the routes.
     *
     * @param stats the present figures; called once a second
     * @param overloaded whether the machine has more to do than it can; must not block
     */
    public LiveRoutes(Vertx vertx, LiveFeed feed, Gallery gallery, Supplier<LiveStats> stats,
            BooleanSupplier overloaded) {
        this.vertx = vertx;
        this.feed = feed;
        this.gallery = gallery;
        this.stats = stats;
        this.overloaded = overloaded;
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
        vertx.setPeriodic(NEWS_EVERY_MS, timer -> sendNews());
        vertx.setPeriodic(STATS_EVERY_MS, timer -> sendStats());
    }

    private void subscribe(RoutingContext context) {
        if (clients.size() >= MAX_CLIENTS) {
            context.response().setStatusCode(503).putHeader("Retry-After", "10").end();
            return;
        }
        HttpServerResponse response = context.response().setChunked(true).putHeader("Content-Type", "text/event-stream")
                .putHeader("Cache-Control", "no-store");
        String accepted = context.request().getHeader("Accept-Encoding");
        var client = new Client(response, accepted != null && accepted.contains("gzip"));
        response.closeHandler(closed -> clients.remove(client));
        response.exceptionHandler(broken -> clients.remove(client));
        Buffer first = Buffer.buffer("retry: 1000\n\n").appendBuffer(stats());
        if (client.packed) {
            response.putHeader("Content-Encoding", "gzip").putHeader("Vary", "Accept-Encoding");
            write(client, SharedGzip.header().appendBuffer(gzip.pack(first)));
        } else {
            write(client, first);
        }
        clients.add(client);
    }

    /** Of how many updates of bodies one is sent. */
    static int sentOneOf(int clients, boolean overloaded) {
        if (overloaded) {
            return OVERLOADED_SENDS;
        }
        return clients > FEW_CLIENTS ? 2 : 1;
    }

    private void sendNews() {
        if (watched()) {
            updates++;
            if (updates % sentOneOf(clients.size(), overloaded.getAsBoolean()) == 0) {
                broadcast(event("bodies", LiveJson.bodies(feed.bodies(), System.currentTimeMillis())));
            }
            for (Match match : feed.news()) {
                broadcast(event("match", LiveJson.match(match, feed.truthOf(match.sequence().track()))));
            }
        }
    }

    private void sendStats() {
        if (watched()) {
            broadcast(stats());
        }
    }

    private Buffer stats() {
        Ledger people = gallery.ledger();
        return event("stats", LiveJson.stats(stats.get(), people.size(), people.named(), feed.purity()));
    }

    private void broadcast(Buffer event) {
        Buffer packed = clients.stream().anyMatch(Client::packed) ? gzip.pack(event) : Buffer.buffer();
        clients.forEach(client -> write(client, client.packed ? packed : event));
    }

    /** A client that does not keep up misses events; it never holds anything back. */
    private static void write(Client client, Buffer bytes) {
        HttpServerResponse response = client.response;
        if (!response.ended() && !response.closed() && !response.writeQueueFull()) {
            response.write(bytes);
        }
    }

    private static Buffer event(String name, String json) {
        return Buffer.buffer("event: " + name + "\ndata: " + json + "\n\n");
    }
}
