package gaitkeeper.deploy;

import gaitkeeper.api.Problem;
import gaitkeeper.api.access.AccessHandler;
import gaitkeeper.api.access.SecurityHeaders;
import gaitkeeper.ingest.IngestLimits;
import gaitkeeper.ingest.IngestRoutes;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The process's one HTTP server: what its roles mount, and always {@code /metrics} and {@code /health}. */
final class HttpFront implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final int IDLE_SECONDS = 120;

    private final Vertx vertx;
    private final Router router;
    private final HealthChecks live;
    private final HealthChecks ready;
    private final HttpServer server;
    private final Optional<Tls> tls;
    private long shownSince;

    /**
     * Makes the server.
     *
     * @param open adds what everybody may see besides {@code /health}
     * @param access stands before everything else
     */
    HttpFront(Vertx vertx, Consumer<Router> open, CollectorRegistry registry, HealthChecks live, HealthChecks ready,
            AccessHandler access,
            Optional<Tls> tls) {
        this.vertx = vertx;
        this.router = Router.router(vertx);
        this.live = live;
        this.ready = ready;
        this.tls = tls;
        var options = IngestRoutes.configure(new HttpServerOptions(), IngestLimits.DEFAULT)
                .setIdleTimeout(IDLE_SECONDS).setIdleTimeoutUnit(TimeUnit.SECONDS).setMaxHeaderSize(16 << 10)
                .setHttp2ClearTextEnabled(false);
        tls.ifPresent(files -> options.setSsl(true).setKeyCertOptions(files.options()));
        this.server = vertx.createHttpServer(options);
        SecurityHeaders.mount(router);
        Problem.mount(router);
        new Connections(Connections.Limits.DEFAULT, registry).guard(vertx, server, router);
        router.get("/health/live").handler(context -> health(context, this.live));
        router.get("/health/ready").handler(context -> health(context, this.ready));
        router.get("/health").handler(context -> health(context, this.ready));
        open.accept(router);
        access.mount(router);
        router.get("/metrics").handler(context -> metrics(context, registry));
    }

    Router router() {
        return router;
    }

    /**
     * Starts serving.
     *
     * @return the port, which is another than the wanted one if that is taken
     */
    int listen(String host, int wantedPort) {
        server.requestHandler(router).listen(Ports.freeOr(wantedPort), host).await();
        shownSince = changed();
        return server.actualPort();
    }

    /** Shows a certificate that has been replaced to whoever connects from now on. Reads a disk. */
    void refreshCertificate() {
        long changed = changed();
        if (changed == shownSince) {
            return;
        }
        shownSince = changed;
        // The options name the same files as before, so the server would take them for no change.
        tls.ifPresent(files -> server.updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(files.options()), true)
                .onSuccess(_ -> LOG.info("certificate read again"))
                .onFailure(e -> LOG.atError().addKeyValue("cause", String.valueOf(e.getMessage()))
                        .log("the certificate stays as it was")));
    }

    private long changed() {
        return tls.map(Tls::changed).orElse(0L);
    }

    private static void metrics(RoutingContext context, CollectorRegistry registry) {
        String type = TextFormat.chooseContentType(context.request().getHeader("Accept"));
        var text = new StringWriter();
        try {
            TextFormat.writeFormat(type, text, registry.metricFamilySamples());
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        context.response().putHeader("Content-Type", type).end(text.toString());
    }

    private void health(RoutingContext context, HealthChecks checks) {
        vertx.executeBlocking(checks::results, false).onSuccess(results -> {
            boolean up = results.values().stream().allMatch(Boolean::booleanValue);
            context.response().setStatusCode(up ? 200 : 503).putHeader("Content-Type", "application/json")
                    .end(json(up, results));
        }).onFailure(context::fail);
    }

    private static String json(boolean up, Map<String, Boolean> results) {
        return results.entrySet().stream().map(e -> "\"" + e.getKey() + "\":" + (e.getValue() ? "\"up\"" : "\"down\""))
                .collect(Collectors.joining(",", "{\"status\":\"" + (up ? "up" : "down") + "\",\"checks\":{", "}}"));
    }

    @Override
    public void close() {
        server.close().await();
    }
}
