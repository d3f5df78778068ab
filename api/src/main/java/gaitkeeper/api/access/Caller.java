package gaitkeeper.api.access;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;

/**
 * Who asks.
 *
 * @param name of the key, the local user or the token's subject; {@code local} for the loopback address without credentials
 * @param role what they may do
 * @param means how they showed who they are: {@code key}, {@code password}, {@code token} or {@code loopback}
 */
public record Caller(String name, AccessRole role, String means) {
    /** Everybody on this machine, as long as nothing but the loopback address is served and no credentials are set up. */
    public static final Caller LOCAL = new Caller("local", AccessRole.ADMIN, "loopback");
    /** Somebody who has shown nothing; may see whether the process is alive and nothing else. */
    public static final Caller NOBODY = new Caller("nobody", AccessRole.SENSOR, "none");

    /** The caller of a request that passed the {@link AccessHandler}. */
    public static Caller of(RoutingContext context) {
        User user = context.user();
        return user == null
                ? NOBODY
                : new Caller(user.principal().getString("sub"), AccessRole.of(user.principal().getString("role")),
                        user.principal().getString("means"));
    }

    User toUser() {
        return User.create(
                new JsonObject().put("sub", name).put("role", role.toString()).put("means", means));
    }
}
