package gaitkeeper.deploy;

import gaitkeeper.api.Problem;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Bounds what others can hold open at the HTTP server. A connection that sends no whole request for too long is closed, however busily
 * it drips. When all places are taken, or all that one address may have, whoever of them has waited longest without a request makes room,
 * those first who never sent one; when requests are under way on all of them, newcomers are told so (503), and when there are too many of
 * these, cut off.
 *
 * <p>For a server whose connections are known from their first moment: no HTTP/2 without TLS, where Vert.x tells of a connection only
 * with its first request.
 */
final class Connections {
    private static final int SWITCHED_TO_WEBSOCKET = 101;
    private static final int LOOKS_PER_PATIENCE = 4;

    private final Limits limits;
    private final Gauge open;
    private final Counter closed;
    private final Map<HttpConnection, Visitor> visitors = new LinkedHashMap<>();
    /** How many of the visitors are surplus. */
    private int surplus;

    /**
     * How much may be open.
     *
     * @param served connections that are served
     * @param anAddress how many of them may come from one address
     * @param surplus further ones that are told that there is no place
     * @param patience how long a request may take to arrive, body included, and how long a connection may be without one
     */
    record Limits(int served, int anAddress, int surplus, Duration patience) {
        /** 2,048, half of them from an address, and 256 connections; a minute. */
        static final Limits DEFAULT = new Limits(2_048, 1_024, 256, Duration.ofSeconds(60));
    }

    /** Why a connection was closed by us. */
    enum Why {
        /** No request came. */
        SILENT,
        /** A request did not arrive in time. */
        SLOW,
        /** It had no request under way and another wanted its place. */
        MADE_ROOM,
        /** All places were taken by requests under way. */
        FULL
    }

    Connections(Limits limits, CollectorRegistry registry) {
        this.limits = limits;
        this.open = Gauge.build("gaitkeeper_http_connections", "Open connections.").register(registry);
        this.closed = Counter.build("gaitkeeper_http_connections_closed_total", "Connections closed by the server.")
                .labelNames("why").register(registry);
        for (Why why : Why.values()) {
            closed.labels(label(why));
        }
    }

    private static String label(Why why) {
        return why.name().toLowerCase(Locale.ROOT);
    }

    /** Stands before everything else the server does. */
    void guard(Vertx vertx, HttpServer server, Router router) {
        server.connectionHandler(this::opened);
        router.route().handler(this::requested);
        vertx.setPeriodic(Math.max(1, limits.patience.toMillis() / LOOKS_PER_PATIENCE), _ -> look());
    }

    /** How often a connection was closed for this reason. */
    double closed(Why why) {
        return closed.labels(label(why)).get();
    }

    /** Connections open now. */
    synchronized int open() {
        return visitors.size();
    }

    private synchronized void opened(HttpConnection connection) {
        String address = connection.remoteAddress().hostAddress();
        boolean full = !hasRoom(limits.anAddress, visitor -> visitor.address.equals(address))
                || !hasRoom(limits.served, _ -> true);
        if (full && surplus >= limits.surplus) {
            close(connection, Why.FULL);
            return;
        }
        surplus += full ? 1 : 0;
        visitors.put(connection, new Visitor(connection, address, full));
        open.set(visitors.size());
        connection.closeHandler(_ -> gone(connection));
    }

    /** Whether one more of some visitors may come, after one of them left if need be. */
    private boolean hasRoom(int most, Predicate<Visitor> some) {
        List<Visitor> served = visitors.values().stream().filter(some.and(visitor -> !visitor.surplus)).toList();
        return served.size() < most || makeRoom(served);
    }

    private boolean makeRoom(List<Visitor> some) {
        long now = System.nanoTime();
        Optional<Visitor> longest = some.stream().filter(visitor -> visitor.waits(now))
                .min(Comparator.comparing(Visitor::known).thenComparingLong(visitor -> visitor.idleSince - now));
        longest.ifPresent(visitor -> {
            gone(visitor.connection);
            close(visitor.connection, Why.MADE_ROOM);
        });
        return longest.isPresent();
    }

    private synchronized void gone(HttpConnection connection) {
        Visitor left = visitors.remove(connection);
        surplus -= left != null && left.surplus ? 1 : 0;
        open.set(visitors.size());
    }

    private void close(HttpConnection connection, Why why) {
        closed.labels(label(why)).inc();
        connection.close();
    }

    private void requested(RoutingContext context) {
        if (begins(context.request())) {
            context.next();
            return;
        }
        context.addEndHandler(_ -> close(context.request().connection(), Why.FULL));
        context.fail(new Problem(503, "unavailable", "too many requests are under way; send it again later"));
    }

    /** Whether the request may be done. */
    private synchronized boolean begins(HttpServerRequest request) {
        Visitor visitor = visitors.get(request.connection());
        if (visitor == null || visitor.surplus) {
            return false;
        }
        visitor.begin(request);
        return true;
    }

    private void look() {
        Map<Visitor, Why> late = new LinkedHashMap<>();
        synchronized (this) {
            long now = System.nanoTime();
            visitors.values().forEach(visitor -> visitor.late(now, limits.patience.toNanos())
                    .ifPresent(why -> late.put(visitor, why)));
        }
        late.forEach((visitor, why) -> close(visitor.connection, why));
    }

    /** A request and when its head was there. */
    private record UnderWay(HttpServerRequest request, long since) {
        boolean over() {
            HttpServerResponse response = request.response();
            return response.closed() || response.ended() && response.getStatusCode() != SWITCHED_TO_WEBSOCKET;
        }
    }

    /** A connection and what it is about. */
    private static final class Visitor {
        private final HttpConnection connection;
        private final String address;
        private final boolean surplus;
        private final List<UnderWay> requests = new ArrayList<>();
        private long idleSince = System.nanoTime();
        private boolean known;

        Visitor(HttpConnection connection, String address, boolean surplus) {
            this.connection = connection;
            this.address = address;
            this.surplus = surplus;
        }

        /** Whether it ever sent a whole head. */
        boolean known() {
            return known;
        }

        void begin(HttpServerRequest request) {
            known = true;
            requests.removeIf(UnderWay::over);
            requests.add(new UnderWay(request, System.nanoTime()));
        }

        /** Whether no request is under way. */
        boolean waits(long now) {
            if (requests.removeIf(UnderWay::over)) {
                idleSince = now;
            }
            return requests.isEmpty();
        }

        Optional<Why> late(long now, long patienceNs) {
            if (waits(now)) {
                return now - idleSince > patienceNs ? Optional.of(Why.SILENT) : Optional.empty();
            }
            return requests.stream().anyMatch(one -> !one.request.isEnded() && now - one.since > patienceNs)
                    ? Optional.of(Why.SLOW)
                    : Optional.empty();
        }
    }
}
