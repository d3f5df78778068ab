package gaitkeeper.matcher;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import gaitkeeper.core.GalleryCommand;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.Match;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The live page, its event stream, and the two calls it makes. */
public final class LiveRoutes {
    private static final long BODIES_EVERY_MS = 66;
    private static final long STATS_EVERY_MS = 1_000;
    private static final int MAX_CLIENTS = 500;
    private static final long MAX_BODY = 4_096;
    private static final String BY = "operator";
    private static final String CSP = "default-src 'self'; img-src 'self' data:; style-src 'self'; frame-ancestors 'none'";

    private final Vertx vertx;
    private final LiveFeed feed;
    private final Gallery gallery;
    private final Supplier<LiveStats> stats;
    private final Function<GalleryRequest, Future<?>> commands;
    private final Set<HttpServerResponse> clients = ConcurrentHashMap.newKeySet();

    /**
     * Makes the routes.
     *
     * @param stats the present figures; called once a second
     * @param commands where an operator's commands go; the future completes when one is stored. Must not block
     */
    public LiveRoutes(Vertx vertx, LiveFeed feed, Gallery gallery, Supplier<LiveStats> stats,
            Function<GalleryRequest, Future<?>> commands) {
        this.vertx = vertx;
        this.feed = feed;
        this.gallery = gallery;
        this.stats = stats;
        this.commands = commands;
    }

    /** Whether anybody is looking; nobody needs frames otherwise. */
    public boolean watched() {
        return !clients.isEmpty();
    }

    /** Adds the routes and starts the timers. */
    public void mount(Router router) {
        router.get("/api/v1/live").handler(LiveRoutes::secure).handler(this::subscribe);
        router.get("/api/v1/identities").handler(LiveRoutes::secure)
                .handler(context -> context.response().putHeader("Content-Type", "application/json")
                        .putHeader("Cache-Control", "no-store").end(LiveJson.identities(gallery.ledger())));
        router.post("/api/v1/identities/:id/name").handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(this::name);
        router.get("/*").handler(LiveRoutes::secure)
                .handler(StaticHandler.create("gaitkeeper/web").setCachingEnabled(false));
        vertx.setPeriodic(BODIES_EVERY_MS, timer -> sendBodies());
        vertx.setPeriodic(STATS_EVERY_MS, timer -> sendStats());
    }

    private static void secure(RoutingContext context) {
        context.response().putHeader("Content-Security-Policy", CSP).putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
        context.next();
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

    private void name(RoutingContext context) {
        // A form of another site cannot send JSON without asking first, which this server never grants.
        if (!isJson(context.request().getHeader("Content-Type"))) {
            context.response().setStatusCode(415).end("Content-Type must be application/json");
            return;
        }
        Optional<IdentityId> identity = Optional.ofNullable(context.pathParam("id")).flatMap(LiveRoutes::identity);
        Optional<String> name = Optional.ofNullable(context.body().buffer()).flatMap(LiveRoutes::name);
        if (identity.flatMap(gallery.ledger()::resolved).isEmpty()) {
            context.response().setStatusCode(404).end("no such identity");
        } else if (name.isEmpty() || name.get().length() > Rulings.MAX_NAME) {
            context.response().setStatusCode(400).end("send {\"name\": \"...\"} with at most 80 characters");
        } else {
            commands.apply(new GalleryRequest(UUID.randomUUID(), BY,
                    new GalleryCommand.Rename(identity.get(), name.get())))
                    .onSuccess(stored -> context.response().setStatusCode(204).end())
                    .onFailure(failure -> context.response().setStatusCode(503)
                            .end("the broker did not take it; try again"));
        }
    }

    /** Parameters, such as a charset, may follow the type. */
    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private static Optional<IdentityId> identity(String text) {
        try {
            return Optional.of(new IdentityId(UUID.fromString(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> name(Buffer body) {
        try (JsonParser json = new JsonFactory().createParser(body.getBytes())) {
            boolean right = json.nextToken() == JsonToken.START_OBJECT && "name".equals(json.nextFieldName())
                    && json.nextToken() == JsonToken.VALUE_STRING;
            String name = right ? json.getText() : "";
            boolean ends = right && json.nextToken() == JsonToken.END_OBJECT && json.nextToken() == null;
            return ends ? Optional.of(name) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
