package gaitkeeper.deploy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps connections that ask for nothing from holding on: who opens one must have sent a whole request head within ten seconds, and
 * the next within a minute of the last answer, however busily it drips single bytes. Bounds their number too. One for all event loops.
 */
final class ConnectionGuard {
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final int most;
    private final long firstMs;
    private final long betweenMs;
    private final Map<HttpConnection, AtomicLong> timers = new ConcurrentHashMap<>();

    /**
     * Makes a guard.
     *
     * @param most most connections at one time; more are closed at once
     * @param firstMs how long the first request may take to begin
     * @param betweenMs how long the next may
     */
    ConnectionGuard(Vertx vertx, int most, long firstMs, long betweenMs) {
        this.vertx = vertx;
        this.most = most;
        this.firstMs = firstMs;
        this.betweenMs = betweenMs;
    }

    /** A connection was opened. */
    void opened(HttpConnection connection) {
        if (timers.size() >= most) {
            connection.close();
            return;
        }
        timers.put(connection, new AtomicLong(NO_TIMER));
        connection.closeHandler(_ -> {
            AtomicLong timer = timers.remove(connection);
            if (timer != null) {
                vertx.cancelTimer(timer.get());
            }
        });
        expect(connection, firstMs);
    }

    /** A request has begun; whatever it is, it has limits of its own. */
    void requested(RoutingContext context) {
        HttpConnection connection = context.request().connection();
        cancel(connection);
        context.addEndHandler(_ -> expect(connection, betweenMs));
        context.next();
    }

    private void expect(HttpConnection connection, long ms) {
        cancel(connection);
        AtomicLong timer = timers.get(connection);
        if (timer != null) {
            timer.set(vertx.setTimer(ms, _ -> connection.close()));
        }
    }

    private void cancel(HttpConnection connection) {
        AtomicLong timer = timers.get(connection);
        if (timer != null) {
            vertx.cancelTimer(timer.getAndSet(NO_TIMER));
        }
    }

    /** Connections open now. */
    int open() {
        return timers.size();
    }
}
