package gaitkeeper.api.access;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.ext.web.handler.SimpleAuthenticationHandler;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Stands before every route: nobody passes unknown, as somebody else's page, too often, or to what their role does not admit.
 * What an operation of the API needs beyond {@link AccessRole#VIEWER} its document says.
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
        this.callers = new RateLimiter(PER_SECOND, 2 * PER_SECOND, clock);
        this.strangers = new RateLimiter(WRONG_PER_MINUTE / 60.0, WRONG_AT_ONCE, clock);
    }

    /** Adds itself; before all routes but those everybody may see. */
    public void mount(Router router) {
        router.route().handler(this::sameOrigin);
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
        String address = address(request);
        if (!strangers.take(address)) {
            return Future.failedFuture(tooMany(context, strangers, "too many wrong credentials from this address"));
        }
        return authenticator.authenticate(request.getHeader("X-API-Key"), request.getHeader("Authorization"))
                .compose(found -> {
                    if (found.isEmpty()) {
                        context.response().headers().add("WWW-Authenticate", CHALLENGE).add("WWW-Authenticate",
                                "Bearer");
                        return Future.failedFuture(new HttpException(401,
                                "show a key (X-API-Key or Authorization: Bearer), a token or a user's name and password"));
                    }
                    strangers.give(address);
                    return Future.succeededFuture(found.get().toUser());
                });
    }

    private void mayEnter(RoutingContext context) {
        Caller caller = Caller.of(context);
        boolean frames = context.normalizedPath().startsWith(FRAMES);
        AccessRole needed = frames ? AccessRole.SENSOR : AccessRole.VIEWER;
        if (!caller.role().admits(needed)) {
            context.fail(new HttpException(403, "this needs role " + needed + ", you are " + caller.role()));
        } else if (!frames && !callers.take(caller.means() + " " + caller.name() + " " + who(context, caller))) {
            // Frames have bounds of their own (IngestLimits).
            context.fail(tooMany(context, callers, "more than " + PER_SECOND + " questions a second"));
        } else {
            context.next();
        }
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
