package gaitkeeper.api.access;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;

/**
 * Whose tokens are taken.
 *
 * @param issuer the provider's {@code iss}
 * @param audience the {@code aud} a token must be meant for
 * @param keys file or https address of the provider's keys (JWK set)
 * @param rolesClaim claim that holds {@code viewer}, {@code operator}, {@code admin} or {@code sensor}; dots lead into objects
 */
public record TokenSettings(String issuer, String audience, String keys, String rolesClaim) {
    /** Checks that tokens for anybody are not taken. */
    public TokenSettings {
        if (issuer.isBlank() || audience.isBlank() || keys.isBlank() || rolesClaim.isBlank()) {
            throw new IllegalArgumentException(
                    "tokens need all of --oidc-issuer, --oidc-audience, --oidc-keys and --oidc-roles-claim");
        }
        if (keys.startsWith("http:")) {
            throw new IllegalArgumentException("--oidc-keys must be a file or an https address");
        }
    }

    /** Where keys come from: fetched when first needed and again when a token names an unknown one, or read now. */
    JWKSource<SecurityContext> source() {
        try {
            return keys.startsWith("https:")
                    ? JWKSourceBuilder.create(URI.create(keys).toURL()).retrying(true).build()
                    : new ImmutableJWKSet<>(JWKSet.load(Path.of(keys).toFile()));
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("--oidc-keys is no address: " + keys, e);
        } catch (IOException | ParseException e) {
            throw new IllegalArgumentException("--oidc-keys " + keys + " cannot be read: " + e.getMessage(), e);
        }
    }
}
