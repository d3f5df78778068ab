package gaitkeeper.api.access;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.handler.SimpleAuthenticationHandler;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every route: nobody passes unknown, as somebody else's page, too often, or to what their role does not admit.
 * What an operation of the API needs beyond {@link AccessRole#VIEWER} its document says; of other routes {@link #needs} does.
 */
public final class AccessHandler {
    /** Questions a second that one caller may ask, and at once. */
    public static final int PER_SECOND = 1_000;
    /** Wrong credentials that one address may show at once; after them {@value #WRONG_PER_MINUTE} a minute. */
    public static final int WRONG_AT_ONCE = 30;
    private static final int WRONG_PER_MINUTE = 10;

    private static final String FRAMES = "/api/v1/frames";
    private static final String CHALLENGE = "Basic realm=\"Gaitkeeper\", charset=\"UTF-8\"";

    private final AccessBook book;
    private final boolean tokens;
    private final Authenticator authenticator;
    private final RateLimiter callers;
    private final RateLimiter strangers;
    private final OriginCheck origins = new OriginCheck();
    private final SignIn signIn;
    private volatile boolean open;

    /**
     * Makes the handler.
     *
     * @param open whether everybody is let in as long as the book is empty: only for the loopback address
     */
    public AccessHandler(Vertx vertx, boolean open, AccessBook book, Optional<TokenSettings> tokens,
            InstantSource clock) {
        this.open = open;
        this.book = book;
        this.tokens = tokens.isPresent();
        this.authenticator = new Authenticator(vertx, book,
                tokens.map(settings -> new TokenVerifier(settings.source(), settings, clock)), clock);
        this.signIn = new SignIn(new Sessions(clock));
        this.callers = new RateLimiter(PER_SECOND, 2 * PER_SECOND, clock);
        this.strangers = new RateLimiter(WRONG_PER_MINUTE / 60.0, WRONG_AT_ONCE, clock);
    }

    /** Adds itself; before all routes but those everybody may see. */
    public void mount(Router router) {
        router.route().handler(this::sameOrigin);
        signIn.mount(router, (context, authorization) -> known(context, null, authorization));
        router.route().handler(SimpleAuthenticationHandler.create().authenticate(this::authenticate))
                .handler(this::mayEnter);
    }

    /** Once credentials exist they are needed, and go on being needed. */
    private boolean open() {
        if (open && (tokens || !book.isEmpty())) {
            open = false;
        }
        return open;
    }

    private void sameOrigin(RoutingContext context) {
        Optional<String> refused = origins.refuses(context.request(), open());
        if (refused.isPresent()) {
            context.fail(new HttpException(403, refused.get()));
        } else {
            context.next();
        }
    }

    private Future<User> authenticate(RoutingContext context) {
        if (open()) {
            return Future.succeededFuture(Caller.LOCAL.toUser());
        }
        HttpServerRequest request = context.request();
        String key = request.getHeader("X-API-Key");
        String authorization = request.getHeader("Authorization");
        return known(context, key, key == null && authorization == null
                ? signIn.authorization(request).orElse(null)
                : authorization).map(Caller::toUser);
    }

    private Future<Caller> known(RoutingContext context, @Nullable String key, @Nullable String authorization) {
        if (key == null && authorization == null) {
            // Not a guess: a browser that has yet to sign in asks for several things at once.
            return unknown(context);
        }
        String address = address(context.request());
        if (!strangers.take(address)) {
            return Future.failedFuture(tooMany(context, strangers, "too many wrong credentials from this address"));
        }
        return authenticator.authenticate(key, authorization).compose(found -> {
            if (found.isEmpty()) {
                return unknown(context);
            }
            strangers.give(address);
            return Future.succeededFuture(found.get());
        });
    }

    /** Basic is not offered to a page's script: the browser would ask in a window of its own before the page's sign-in can. */
    private static Future<Caller> unknown(RoutingContext context) {
        var headers = context.response().headers();
        if (context.request().getHeader("Sec-Fetch-Mode") == null) {
            headers.add("WWW-Authenticate", CHALLENGE);
        }
        headers.add("WWW-Authenticate", "Bearer");
        return Future.failedFuture(new HttpException(401,
                "show a key (X-API-Key or Authorization: Bearer), a token or a user's name and password"));
    }

    private void mayEnter(RoutingContext context) {
        Caller caller = Caller.of(context);
        boolean frames = context.normalizedPath().startsWith(FRAMES);
        AccessRole needed = frames ? AccessRole.SENSOR : AccessRole.VIEWER;
        if (refused(context, needed)) {
            return;
        }
        if (!frames && !callers.take(caller.means() + " " + caller.name() + " " + who(context, caller))) {
            // Frames have bounds of their own (IngestLimits).
            context.fail(tooMany(context, callers, "more than " + PER_SECOND + " questions a second"));
        } else {
            context.next();
        }
    }

    /** Stands before routes of other roles that not every viewer may use. */
    public static Handler<RoutingContext> needs(AccessRole role) {
        return context -> {
            if (!refused(context, role)) {
                context.next();
            }
        };
    }

    private static boolean refused(RoutingContext context, AccessRole needed) {
        AccessRole role = Caller.of(context).role();
        if (!role.admits(needed)) {
            context.fail(new HttpException(403, "this needs role " + needed + ", you are " + role));
        }
        return !role.admits(needed);
    }

    /** Everybody on the loopback address shares a name, so there the connection's address tells nothing more. */
    private static String who(RoutingContext context, Caller caller) {
        return caller.means().equals("key") ? "" : address(context.request());
    }

    private static HttpException tooMany(RoutingContext context, RateLimiter limiter, String detail) {
        context.response().putHeader("Retry-After", String.valueOf(limiter.retryAfterSeconds()));
        return new HttpException(429, detail);
    }

    private static String address(HttpServerRequest request) {
        var address = request.remoteAddress();
        return address == null ? "unknown" : address.hostAddress();
    }
}
