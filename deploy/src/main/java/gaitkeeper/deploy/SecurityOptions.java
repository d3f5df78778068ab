package gaitkeeper.deploy;

import gaitkeeper.api.access.TokenSettings;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say who may reach a process. */
final class SecurityOptions {
    @Option(names = "--access", paramLabel = "FILE", description = "File of keys and users; see ./gaitkeeper keys. Default: access.json in the data folder.")
    @Nullable
    Path access;

    @Option(names = "--tls-cert", paramLabel = "PEM", description = "Certificate chain; read again when it changes.")
    @Nullable
    Path tlsCert;

    @Option(names = "--tls-key", paramLabel = "PEM", description = "Its private key (PKCS#8).")
    @Nullable
    Path tlsKey;

    @Option(names = "--plain-http", paramLabel = "BOOL", defaultValue = "false", arity = "1", description = "Serve other hosts without TLS, because a proxy before it ends TLS. Default: ${DEFAULT-VALUE}.")
    boolean plainHttp;

    @Option(names = "--oidc-issuer", paramLabel = "URL", description = "Take tokens of this OpenID provider.")
    @Nullable
    String issuer;

    @Option(names = "--oidc-audience", paramLabel = "NAME", defaultValue = "gaitkeeper", description = "Whom tokens must be meant for. Default: ${DEFAULT-VALUE}.")
    String audience = "gaitkeeper";

    @Option(names = "--oidc-keys", paramLabel = "FILE|URL", description = "The provider's keys (JWK set): a file or an https address.")
    @Nullable
    String keys;

    @Option(names = "--oidc-roles-claim", paramLabel = "CLAIM", defaultValue = "roles", description = "Claim with the role, such as realm_access.roles. Default: ${DEFAULT-VALUE}.")
    String rolesClaim = "roles";

    Security of(Path data) {
        if ((tlsCert == null) != (tlsKey == null)) {
            throw new IllegalArgumentException("--tls-cert and --tls-key belong together");
        }
        return new Security(access == null ? Security.ofFolder(data).access() : access, tokens(),
                tlsCert == null || tlsKey == null ? Optional.empty() : Optional.of(new Tls(tlsCert, tlsKey)),
                plainHttp);
    }

    private Optional<TokenSettings> tokens() {
        return issuer == null
                ? Optional.empty()
                : Optional.of(new TokenSettings(issuer, audience, keys == null ? "" : keys, rolesClaim));
    }
}
