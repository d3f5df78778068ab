package gaitkeeper.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.util.Base64;
import java.util.Optional;

/**
 * What a browser does before it is known: {@code POST /api/v1/session} with {@code {"name", "password"}} or {@code {"key"}},
 * which may be a token too, begins a session, {@code DELETE} ends it.
 */
final class SignIn {
    static final String SESSION = "/api/v1/session";

    private static final String COOKIE = "gaitkeeper-session";
    private static final int MAX_BODY = 16 << 10;

    private final Sessions sessions;

    SignIn(Sessions sessions) {
        this.sessions = sessions;
    }

    /** Finds out who shows a header. */
    interface Door {
        /** Who this is; the future fails with why nobody is let in. */
        Future<Caller> ask(RoutingContext context, String authorization);
    }

    void mount(Router router, Door door) {
        router.post(SESSION).handler(BodyHandler.create(false).setBodyLimit(MAX_BODY))
                .handler(context -> begin(context, door));
        router.delete(SESSION).handler(this::end);
    }

    /** What the browser of a request showed when it signed in. */
    Optional<String> authorization(HttpServerRequest request) {
        return Optional.ofNullable(request.getCookie(COOKIE))
                .flatMap(cookie -> sessions.authorization(cookie.getValue()));
    }

    private void begin(RoutingContext context, Door door) {
        String authorization = header(context);
        door.ask(context, authorization).onFailure(context::fail).onSuccess(caller -> {
            if (!caller.role().admits(AccessRole.VIEWER)) {
                context.fail(new HttpException(403, "this key is a sensor's: it delivers frames and sees nothing"));
                return;
            }
            context.response().addCookie(cookie(context, sessions.begin(authorization)));
            context.response().putHeader("Cache-Control", "no-store").setStatusCode(204).end();
        });
    }

    private static String header(RoutingContext context) {
        JsonObject shown = body(context);
        if (shown.getValue("key") instanceof String key) {
            return "Bearer " + key.strip();
        }
        if (shown.getValue("name") instanceof String name && shown.getValue("password") instanceof String password) {
            return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(UTF_8));
        }
        throw new HttpException(400, "send {\"name\", \"password\"} or {\"key\"}");
    }

    private static JsonObject body(RoutingContext context) {
        try {
            JsonObject body = context.body().asJsonObject();
            return body == null ? new JsonObject() : body;
        } catch (DecodeException | ClassCastException _) {
            return new JsonObject();
        }
    }

    private void end(RoutingContext context) {
        Cookie cookie = context.request().getCookie(COOKIE);
        if (cookie != null) {
            sessions.end(cookie.getValue());
        }
        context.response().addCookie(cookie(context, "").setMaxAge(0)).setStatusCode(204).end();
    }

    /** Of this site's requests only, out of scripts' reach, gone with the browser. */
    private static Cookie cookie(RoutingContext context, String value) {
        return Cookie.cookie(COOKIE, value).setPath("/").setHttpOnly(true).setSameSite(CookieSameSite.STRICT)
                .setSecure(context.request().isSSL());
    }
}
