package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Form;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The door for sensors that send canonical messages, or with {@code format=} in the address any format there is a reader for:
 * {@code POST /api/v1/frames}, the WebSocket {@code /api/v1/frames/ws} and the schema. What they accept and answer is told in
 * {@code ingest/README.md}.
 *
 * <p>Mount it before any handler that reads bodies, on a server made with {@link #configure}. One instance may serve several
 * event loops.
 */
public final class IngestRoutes {
    /** Where frames are posted. */
    public static final String FRAMES = "/api/v1/frames";
    /** Where the WebSocket is opened. */
    public static final String SOCKET = FRAMES + "/ws";
    /** Where the schema is read. */
    public static final String SCHEMA = FRAMES + "/schema";

    private static final String FORMAT = "format";
    private static final String RETRY_SECONDS = "1";
    private static final long DRAIN_MS = 2_000;
    /** How long a peer may take to say good-bye; one that does not listen never will. */
    private static final int CLOSING_SECONDS = 2;

    private final Vertx vertx;
    private final Intake intake;
    private final FrameSink frames;
    private final Refusals refusals;
    private final IngestLimits limits;
    private final AtomicLong buffered = new AtomicLong();
    private final AtomicInteger sockets = new AtomicInteger();
    private final Buffer schema = Buffer.buffer(readSchema());

    /** Makes the routes; nothing listens until they are mounted. */
    public IngestRoutes(Vertx vertx, Intake intake, IngestLimits limits) {
        this.vertx = vertx;
        this.intake = intake;
        this.frames = intake.frames();
        this.refusals = intake.refusals();
        this.limits = limits;
    }

    /**
     * Sets what a server needs so that the limits hold: WebSocket sizes, a short farewell, and no compression, which would
     * unpack before anything is checked. Returns {@code options}.
     */
    public static HttpServerOptions configure(HttpServerOptions options, IngestLimits limits) {
        return options.setMaxWebSocketFrameSize(limits.socketMessageBytes())
                .setMaxWebSocketMessageSize(limits.socketMessageBytes())
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setWebSocketClosingTimeout(CLOSING_SECONDS)
                .setDecompressionSupported(false);
    }

    /** Adds the routes. */
    public void mount(Router router) {
        router.get(SCHEMA).handler(this::sendSchema);
        router.get(SOCKET).handler(this::openSocket);
        router.post(FRAMES).handler(this::receive);
    }

    private void sendSchema(RoutingContext ctx) {
        ctx.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/schema+json").end(schema);
    }

    private void receive(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        boolean other = request.getParam(FORMAT) != null;
        Optional<Form> form = form(request.getHeader(HttpHeaders.CONTENT_TYPE), other);
        Optional<Packing> packing = Packing.of(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        if (packing.isEmpty()) {
            refuse(request, 415,
                    new MalformedException(Reason.BAD_FIELD, "Content-Encoding must be gzip, or left out"));
        } else if (form.isEmpty()) {
            refuse(request, 415, new MalformedException(Reason.BAD_FIELD,
                    "Content-Type must be application/json or application/x-ndjson, in UTF-8, or "
                            + CanonicalFrames.BINARY + "; for other formats say format= in the address"));
        } else if (frames.congested()) {
            refuse(request, 503, new MalformedException(Reason.UNAVAILABLE,
                    "too many frames are under way; send it again later"));
        } else {
            reader(request).ifPresent(reader -> new BodyReceiver(request, limits, buffered,
                    new Receiver(request, packing.get(), form.get(), reader)).start(vertx));
        }
    }

    /** Canonical JSON's reader, or that of what the address says; refuses the request if it says nonsense. */
    private Optional<DocumentReader> reader(HttpServerRequest request) {
        if (request.getParam(FORMAT) == null) {
            return Optional.of(intake.admission().canonical());
        }
        try {
            Map<String, String> settings = new HashMap<>();
            request.params().forEach(one -> settings.put(one.getKey(), one.getValue()));
            return Optional.of(LiveReader.of(settings, intake.admission()));
        } catch (MalformedException e) {
            refuse(request, 400, e);
            return Optional.empty();
        }
    }

    /** Continues when a body is there. */
    private final class Receiver implements BodyReceiver.Outcome {
        private final HttpServerRequest request;
        private final Packing packing;
        private final Form form;
        private final DocumentReader reader;

        Receiver(HttpServerRequest request, Packing packing, Form form, DocumentReader reader) {
            this.request = request;
            this.packing = packing;
            this.form = form;
            this.reader = reader;
        }

        @Override
        public void received(byte[] sent) {
            byte[] body;
            try {
                body = packing.unpack(sent, limits.requestBytes());
            } catch (MalformedException e) {
                refuse(request, e.reason() == Reason.TOO_LARGE ? 413 : 400, e);
                return;
            }
            read(body);
        }

        private void read(byte[] body) {
            var delivery = new Delivery(reader.parse(body, form));
            refusals.report(sender(request), body, delivery.result());
            if (delivery.done()) {
                answer(request.response(), delivery);
            } else {
                deliver(delivery, request.response());
            }
        }

        @Override
        public void refused(int status, MalformedException why) {
            refuse(request, status, why);
        }
    }

    private void deliver(Delivery delivery, HttpServerResponse response) {
        Context context = vertx.getOrCreateContext();
        while (delivery.hasNext()) {
            Accepted frame = delivery.next();
            frames.send(frame.track(), frame.frame(), stored -> context.runOnContext(_ -> {
                delivery.settle(frame, stored);
                if (delivery.done()) {
                    answer(response, delivery);
                }
            }));
        }
    }

    private static void answer(HttpServerResponse response, Delivery delivery) {
        if (response.closed() || response.ended()) {
            return;
        }
        boolean unavailable = delivery.stored() == 0 && !delivery.lost().isEmpty();
        if (unavailable) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        response.setStatusCode(unavailable ? 503 : delivery.result().refused() ? 400 : 202)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(Answers.summary(delivery));
    }

    /** Answers without reading the rest; a sender that goes on regardless is cut off. */
    private void refuse(HttpServerRequest request, int status, MalformedException why) {
        refusals.report(sender(request), why);
        HttpServerResponse response = request.response().setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json");
        if (status == 503) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        if (!request.isEnded()) {
            cutOff(request);
        }
        response.end(Answers.problem(status, why));
    }

    /**
     * Lets a moderate rest of the body pass unkept and then reads no more, so that the sender lives to read the answer; closes
     * when it has had time to.
     */
    private void cutOff(HttpServerRequest request) {
        var rest = new AtomicLong();
        long timer = vertx.setTimer(DRAIN_MS, _ -> close(request));
        request.exceptionHandler(_ -> vertx.cancelTimer(timer));
        request.endHandler(_ -> vertx.cancelTimer(timer));
        request.handler(chunk -> {
            if (rest.addAndGet(chunk.length()) > 4L * limits.requestBytes()) {
                request.pause();
            }
        });
    }

    private static void close(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    private void openSocket(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (!"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))) {
            refuse(request, 426, new MalformedException(Reason.BAD_FIELD, "open this address as a WebSocket"));
        } else if (!mayOpen(request)) {
            refuse(request, 403, new MalformedException(Reason.BAD_FIELD,
                    "pages of this origin may not send frames; add it to the allowed origins"));
        } else if (sockets.get() >= limits.sockets()) {
            refuse(request, 503, new MalformedException(Reason.UNAVAILABLE, "too many WebSockets are open"));
        } else {
            reader(request).ifPresent(reader -> upgrade(request, reader));
        }
    }

    private void upgrade(HttpServerRequest request, DocumentReader reader) {
        sockets.incrementAndGet();
        String sender = sender(request);
        request.toWebSocket()
                .onSuccess(socket -> new SensorSocket(vertx, socket, sender, reader, frames, refusals, limits)
                        .start(sockets::decrementAndGet))
                .onFailure(_ -> sockets.decrementAndGet());
    }

    private boolean mayOpen(HttpServerRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin == null || limits.origins().contains(origin)
                || origin.endsWith("://" + request.getHeader(HttpHeaders.HOST));
    }

    /** How a body is packed. */
    private enum Packing {
        PLAIN, GZIP;

        static Optional<Packing> of(@Nullable String encoding) {
            return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
                case "", "identity" -> Optional.of(PLAIN);
                case "gzip", "x-gzip" -> Optional.of(GZIP);
                default -> Optional.empty();
            };
        }

        byte[] unpack(byte[] sent, int most) {
            return switch (this) {
                case PLAIN -> sent;
                case GZIP -> Gzip.unpack(sent, most);
            };
        }
    }

    private static Optional<Form> form(String contentType, boolean other) {
        if (contentType == null) {
            return Optional.empty();
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).replace(" ", "").split(";", 2);
        if (parts.length > 1 && parts[1].contains("charset") && !parts[1].contains("utf-8")) {
            return Optional.empty();
        }
        return switch (parts[0]) {
            case "application/json", CanonicalFrames.BINARY -> Optional.of(Form.VALUES);
            case "application/x-ndjson" -> Optional.of(Form.LINES);
            case "text/plain", "application/octet-stream", "application/x-protobuf" -> other
                    ? Optional.of(Form.VALUES)
                    : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String sender(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        return "http:" + (address == null ? "unknown" : address.hostAddress());
    }

    private static byte[] readSchema() {
        try (InputStream in = Objects.requireNonNull(
                IngestRoutes.class.getResourceAsStream("frames.schema.json"), "frames.schema.json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
