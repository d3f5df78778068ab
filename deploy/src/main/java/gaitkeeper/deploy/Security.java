package gaitkeeper.deploy;

import gaitkeeper.api.access.TokenSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Who may reach a process, and how.
 *
 * @param access file of keys and users
 * @param tokens whose tokens are taken, if any are
 * @param tls certificate and key, if the server speaks TLS
 * @param plain whether other hosts may be served without TLS, because something before it ends TLS
 */
public record Security(Path access, Optional<TokenSettings> tokens, Optional<Tls> tls, boolean plain) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1");

    /** No TLS and no tokens; keys and users only if the data folder has a file of them. */
    public static Security ofFolder(Path data) {
        return new Security(data.resolve("access.json"), Optional.empty(), Optional.empty(), false);
    }

    static boolean loopback(String host) {
        return LOOPBACK.contains(host);
    }

    /**
     * Refuses an address that others can reach before anybody is asked who they are.
     *
     * @param known whether there are keys, users or tokens
     * @throws IllegalArgumentException if it is refused; the message says what to do
     */
    void check(String host, boolean known) {
        if (loopback(host)) {
            return;
        }
        if (!known) {
            throw new IllegalArgumentException("--http-host " + host + " is refused: without credentials only loopback"
                    + " (127.0.0.1) is served; make a key with ./gaitkeeper keys add NAME, or set --oidc-issuer");
        }
        if (tls.isEmpty() && !plain) {
            throw new IllegalArgumentException("--http-host " + host + " is refused: keys and passwords would travel in"
                    + " clear; give --tls-cert and --tls-key, or --plain-http true if a proxy before it ends TLS");
        }
    }
}
