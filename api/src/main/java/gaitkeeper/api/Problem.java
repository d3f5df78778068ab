package gaitkeeper.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why a request was not done, as RFC 9457 wants it told. Thrown by routes; has no stack trace, because it is an answer. */
public final class Problem extends RuntimeException {
    static final String MEDIA_TYPE = "application/problem+json";

    private static final Logger LOG = LoggerFactory.getLogger(Problem.class);
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    /**
     * Makes a problem.
     *
     * @param status HTTP status
     * @param code stable word for programs, such as {@code no-such-identity}
     * @param detail sentence for people that says what to change
     */
    public Problem(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    static Problem notFound(String what) {
        return new Problem(404, "not-found", "there is no " + what);
    }

    static Problem unavailable(String what) {
        return new Problem(503, "unavailable", what);
    }

    /** Makes every failure of these routes a problem. */
    public static void mount(Router router) {
        router.route().failureHandler(Problem::answer);
        router.errorHandler(404, context -> of(404, "there is nothing at this address").send(context));
        router.errorHandler(405, context -> of(405, "this address does not know that method").send(context));
    }

    private static void answer(RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            context.response().reset();
            return;
        }
        of(context.failure(), context.statusCode()).send(context);
    }

    private static Problem of(@Nullable Throwable failure, int status) {
        return switch (failure) {
            case Problem problem -> problem;
            case HttpException http -> of(http.getStatusCode(), http.getPayload());
            case null -> of(status, null);
            default -> broken(failure);
        };
    }

    private static Problem of(int status, @Nullable String detail) {
        String code = switch (status) {
            case 400 -> "bad-request";
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 413 -> "too-large";
            case 429 -> "too-many-requests";
            case 503 -> "unavailable";
            default -> "status-" + status;
        };
        return new Problem(status, code, detail == null ? title(code) : detail);
    }

    /** The code as a sentence. */
    private static String title(String code) {
        return Character.toUpperCase(code.charAt(0)) + code.substring(1).replace('-', ' ');
    }

    /** Whatever it was, the caller learns nothing of our inside; the log does. */
    private static Problem broken(Throwable failure) {
        LOG.atError().setCause(failure).log("a request failed");
        return of(500, "this is our fault; the log has the cause");
    }

    private void send(RoutingContext context) {
        ObjectNode json = Json.object().put("type", "urn:gaitkeeper:problem:" + code)
                .put("title", title(code)).put("status", status)
                .put("code", code).put("detail", getMessage()).put("instance", context.request().path());
        if (status == 503 && !context.response().headers().contains("Retry-After")) {
            context.response().putHeader("Retry-After", "1");
        }
        context.response().setStatusCode(status).putHeader("Content-Type", MEDIA_TYPE)
                .putHeader("Cache-Control", "no-store").end(Json.buffer(json));
    }
}
