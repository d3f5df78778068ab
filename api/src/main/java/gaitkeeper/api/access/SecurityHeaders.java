package gaitkeeper.api.access;

import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;

/** What every answer tells browsers: load nothing from elsewhere, be framed nowhere, guess no types, tell no referrer. */
public final class SecurityHeaders {
    private static final String POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    private static final String YEAR = "max-age=31536000";

    private SecurityHeaders() {}

    /** Adds them to every answer of these routes; the first handler of a router. */
    public static void mount(Router router) {
        router.route().handler(context -> {
            MultiMap headers = context.response().headers();
            headers.set("Content-Security-Policy", POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("X-Frame-Options", "DENY");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
            if (context.request().isSSL()) {
                headers.set("Strict-Transport-Security", YEAR);
            }
            context.next();
        });
    }
}
