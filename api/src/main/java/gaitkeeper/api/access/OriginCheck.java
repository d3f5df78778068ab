package gaitkeeper.api.access;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites' pages from using this browser's credentials, or its place on the loopback address. Browsers say where a
 * request comes from ({@code Sec-Fetch-Site}, {@code Origin}) and pages cannot change that; clients that are not browsers say
 * nothing and have no credentials of somebody else to abuse.
 */
final class OriginCheck {
    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Set<String> OWN = Set.of("same-origin", "none");

    /**
     * Why a request is refused, if it is.
     *
     * @param open whether everybody on the loopback address is let in; then a name that only resolves to it is refused too
     *     (DNS rebinding)
     */
    Optional<String> refuses(HttpServerRequest request, boolean open) {
        HostAndPort authority = request.authority();
        if (open && (authority == null || !LOOPBACK.contains(authority.host()))) {
            return Optional.of("without credentials this is served as localhost only");
        }
        boolean harmless = HARMLESS.contains(request.method()) && request.getHeader("Upgrade") == null;
        if (harmless || ownPage(request, authority)) {
            return Optional.empty();
        }
        return Optional.of("pages of other origins may not do this");
    }

    private static boolean ownPage(HttpServerRequest request, @Nullable HostAndPort authority) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        if (site != null) {
            return OWN.contains(site);
        }
        return origin == null
                || authority != null && origin.equals((request.isSSL() ? "https://" : "http://") + authority);
    }
}
