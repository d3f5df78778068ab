package gaitkeeper.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final TokenSettings SETTINGS = new TokenSettings("https://id.example", "gaitkeeper", "keys.json",
            "roles");

    private final ECKey provider = key();
    private final TokenVerifier verifier = verifier(SETTINGS);

    private TokenVerifier verifier(TokenSettings settings) {
        return new TokenVerifier(new ImmutableJWKSet<>(new JWKSet(provider.toPublicJWK())), settings, () -> NOW);
    }

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
        var claims = new JWTClaimsSet.Builder().issuer("https://id.example").audience("gaitkeeper").subject("anna")
                .expirationTime(Date.from(NOW.plus(Duration.ofMinutes(10)))).claim("roles", List.of("operator"));
        change.accept(claims);
        return claims.build();
    }

    private static String signed(ECKey key, JWTClaimsSet claims) throws JOSEException {
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("1").build(), claims);
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    @Test
    void takesAProvidersToken() throws JOSEException {
        assertThat(verifier.verify(signed(provider, claims(_ -> {}))))
                .contains(new Caller("anna", AccessRole.OPERATOR, "token"));
    }

    @Test
    void theMightiestOfOurRolesCounts() throws JOSEException {
        String token = signed(provider, claims(c -> c.claim("roles", List.of("viewer", "king", "admin"))));

        assertThat(verifier.verify(token)).map(Caller::role).contains(AccessRole.ADMIN);
    }

    @Test
    void findsRolesWithinObjects() throws JOSEException {
        String token = signed(provider, claims(c -> c.claim("realm_access", Map.of("roles", List.of("viewer")))));

        assertThat(verifier(new TokenSettings("https://id.example", "gaitkeeper", "keys.json", "realm_access.roles"))
                .verify(token)).map(Caller::role).contains(AccessRole.VIEWER);
    }

    @Test
    void refusesTheSignatureOfSomebodyElse() throws JOSEException {
        assertThat(verifier.verify(signed(key(), claims(_ -> {})))).isEmpty();
    }

    @Test
    void refusesChangedClaims() throws JOSEException {
        String[] parts = signed(provider, claims(_ -> {})).split("\\.");
        String admin = new PlainJWT(claims(c -> c.claim("roles", "admin"))).serialize().split("\\.")[1];

        assertThat(verifier.verify(parts[0] + "." + admin + "." + parts[2])).isEmpty();
    }

    @Test
    void refusesAnUnsignedToken() {
        assertThat(verifier.verify(new PlainJWT(claims(_ -> {})).serialize())).isEmpty();
    }

    @Test
    void refusesAPublicKeyUsedAsSharedSecret() throws JOSEException {
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("1").build(), claims(_ -> {}));
        token.sign(new MACSigner(provider.toPublicJWK().toJSONString()));

        assertThat(verifier.verify(token.serialize())).isEmpty();
    }

    @Test
    void refusesAnExpiredToken() throws JOSEException {
        assertThat(verifier.verify(signed(provider,
                claims(c -> c.expirationTime(Date.from(NOW.minus(Duration.ofMinutes(2)))))))).isEmpty();
    }

    @Test
    void refusesATokenThatNeverExpires() throws JOSEException {
        assertThat(verifier.verify(signed(provider, claims(c -> c.expirationTime(null))))).isEmpty();
    }

    @Test
    void refusesATokenForSomebodyElse() throws JOSEException {
        assertThat(verifier.verify(signed(provider, claims(c -> c.audience("payroll"))))).isEmpty();
        assertThat(verifier.verify(signed(provider, claims(c -> c.issuer("https://id.example.evil"))))).isEmpty();
    }

    @Test
    void refusesATokenWithoutARoleHere() throws JOSEException {
        assertThat(verifier.verify(signed(provider, claims(c -> c.claim("roles", List.of("king")))))).isEmpty();
        assertThat(verifier.verify(signed(provider, claims(c -> c.claim("roles", 7))))).isEmpty();
    }

    @Test
    void refusesWhatIsNoToken() {
        assertThat(verifier.verify("")).isEmpty();
        assertThat(verifier.verify("a.b.c")).isEmpty();
        assertThat(verifier.verify("....")).isEmpty();
    }
}
