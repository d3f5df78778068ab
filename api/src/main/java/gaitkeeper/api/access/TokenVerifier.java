package gaitkeeper.api.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies an OpenID provider's signed tokens: RSA and elliptic curves only, so a public key is never taken for a shared secret,
 * and an unsigned token for none.
 */
final class TokenVerifier {
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.RS384,
            JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384);

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final String rolesClaim;

    /**
     * Makes a verifier.
     *
     * @param keys the provider's
     */
    TokenVerifier(JWKSource<SecurityContext> keys, TokenSettings settings, InstantSource clock) {
        this.rolesClaim = settings.rolesClaim();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(settings.audience(),
                new JWTClaimsSet.Builder().issuer(settings.issuer()).build(), Set.of("sub", "exp")) {
            @Override
            protected Date currentTime() {
                return Date.from(clock.instant());
            }
        });
    }

    /** Whose token this is, unless it is forged, expired, meant for others, or gives no role here. May ask the provider. */
    Optional<Caller> verify(String token) {
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return role(claims).map(role -> new Caller(claims.getSubject(), role, "token"));
        } catch (ParseException | BadJOSEException | JOSEException _) {
            return Optional.empty();
        }
    }

    /** The claim may be nested ({@code realm_access.roles}), a list or a text; the mightiest of our roles in it counts. */
    private Optional<AccessRole> role(JWTClaimsSet claims) {
        @Nullable
        Object value = claims.getClaims();
        for (String part : rolesClaim.split("\\.", -1)) {
            value = value instanceof Map<?, ?> map ? map.get(part) : null;
        }
        List<?> names = switch (value) {
            case List<?> list -> list;
            case String text -> Arrays.asList(text.split(" ", -1));
            case null, default -> List.of();
        };
        return names.stream().filter(Objects::nonNull).map(Object::toString)
                .flatMap(name -> Arrays.stream(AccessRole.values()).filter(role -> role.toString().equals(name)))
                .max(Comparator.naturalOrder());
    }
}
