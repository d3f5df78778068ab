package gaitkeeper.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in, over plain sockets, because a well-behaved client would not send what others do. */
class AccessHandlerTest {
    private static final String PASSWORD = "correct horse battery";

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private ECKey provider;
    private AccessBook book;
    private HttpServer server;

    @BeforeEach
    void open() throws JOSEException, IOException {
        provider = new ECKeyGenerator(Curve.P_256).keyID("1").generate();
        book = new AccessBook(folder.resolve("access.json"), now::get);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void serve(boolean open, Optional<TokenSettings> tokens) {
        Router router = Router.router(vertx);
        SecurityHeaders.mount(router);
        new AccessHandler(vertx, open, book, tokens, now::get).mount(router);
        router.put("/guarded").handler(AccessHandler.needs(AccessRole.OPERATOR));
        router.route().handler(context -> context.end(Caller.of(context).toString()));
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private TokenSettings tokens() throws IOException {
        Path keys = folder.resolve("keys.json");
        Files.writeString(keys, new JWKSet(provider.toPublicJWK()).toString());
        return new TokenSettings("https://id.example", "gaitkeeper", keys.toString(), "roles");
    }

    /** Status and whole answer. */
    private record Answer(int status, String text) {}

    private Answer ask(String method, String path, String... headers) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            socket.setSoTimeout(20_000);
            String host = String.join("\r\n", headers).toLowerCase(Locale.ROOT).contains("host:")
                    ? ""
                    : "Host: 127.0.0.1:" + server.actualPort() + "\r\n";
            socket.getOutputStream().write((method + " " + path + " HTTP/1.1\r\n" + host + "Connection: close\r\n"
                    + String.join("\r\n", headers) + (headers.length == 0 ? "" : "\r\n") + "\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String text = String.join("\n", in.lines().toList());
            return new Answer(Integer.parseInt(text.split(" ", 3)[1]), text);
        }
    }

    private static String basic(String name, String password) {
        return "Authorization: Basic " + Base64.getEncoder()
                .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void loopbackWithoutCredentialsIsOpen() throws IOException {
        serve(true, Optional.empty());

        Answer answer = ask("POST", "/x");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).contains("name=local", "role=admin");
    }

    @Test
    void withTheFirstKeyLoopbackClosesAndStaysClosed() throws IOException {
        serve(true, Optional.empty());
        String key = book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));

        assertThat(ask("GET", "/x").status()).isEqualTo(401);
        assertThat(ask("GET", "/x", "X-API-Key: " + key).text()).contains("name=kiosk");
        book.revoke("kiosk");
        assertThat(ask("GET", "/x").status()).isEqualTo(401);
    }

    @Test
    void anotherAddressIsNeverOpen() throws IOException {
        serve(false, Optional.empty());

        assertThat(ask("GET", "/x").status()).isEqualTo(401);
    }

    @Test
    void takesKeysTokensAndPasswords() throws IOException, JOSEException {
        String key = book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));
        book.addUser("anna", AccessRole.OPERATOR, PASSWORD);
        serve(false, Optional.of(tokens()));

        assertThat(ask("GET", "/x", "Authorization: Bearer " + key).text()).contains("name=kiosk");
        assertThat(ask("GET", "/x", basic("anna", PASSWORD)).text()).contains("name=anna", "role=operator");
        assertThat(ask("GET", "/x", "Authorization: Bearer " + token(now.get().plusSeconds(60))).text())
                .contains("name=tom", "role=viewer");
    }

    private String token(Instant expires) throws JOSEException {
        var token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("1").build(),
                new JWTClaimsSet.Builder().issuer("https://id.example").audience("gaitkeeper").subject("tom")
                        .claim("roles", "viewer").expirationTime(Date.from(expires)).build());
        token.sign(new ECDSASigner(provider));
        return token.serialize();
    }

    @Test
    void refusesAnExpiredToken() throws IOException, JOSEException {
        serve(false, Optional.of(tokens()));

        assertThat(ask("GET", "/x", "Authorization: Bearer " + token(now.get().minusSeconds(120))).status())
                .isEqualTo(401);
    }

    @Test
    void refusesWhatIsNoCredential() throws IOException {
        book.addUser("anna", AccessRole.OPERATOR, PASSWORD);
        serve(false, Optional.of(tokens()));

        for (String header : new String[]{"Authorization: Basic", "Authorization: Basic ???",
            "Authorization: Basic YQ==",
            "Authorization: Bearer", "Authorization: Bearer x", "Authorization: Digest x", "X-API-Key: ",
            "X-API-Key: gk_",
            basic("anna", "wrong password"), basic("", ""), "Authorization: \u00e9"}) {
            assertThat(ask("GET", "/x", header).status()).as(header).isEqualTo(401);
        }
    }

    @Test
    void aPasswordThatWasChangedOpensNoMoreAtOnce() throws IOException {
        book.addUser("anna", AccessRole.OPERATOR, PASSWORD);
        serve(false, Optional.empty());
        assertThat(ask("GET", "/x", basic("anna", PASSWORD)).status()).isEqualTo(200);

        book.addUser("anna", AccessRole.OPERATOR, "another " + PASSWORD);

        assertThat(ask("GET", "/x", basic("anna", PASSWORD)).status()).isEqualTo(401);
    }

    @Test
    void sensorsDeliverFramesAndSeeNothing() throws IOException {
        String sensor = "X-API-Key: " + book.addKey("cam", AccessRole.SENSOR, Duration.ofDays(1));
        String viewer = "X-API-Key: " + book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));
        serve(false, Optional.empty());

        assertThat(ask("POST", "/api/v1/frames", sensor).status()).isEqualTo(200);
        assertThat(ask("GET", "/api/v1/identities", sensor).status()).isEqualTo(403);
        assertThat(ask("GET", "/", sensor).status()).isEqualTo(403);
        assertThat(ask("POST", "/api/v1/frames", viewer).status()).isEqualTo(403);
        assertThat(ask("GET", "/api/v1/frames/../identities", sensor).status()).isEqualTo(403);
    }

    @Test
    void aRouteMayNeedMoreThanAViewer() throws IOException {
        String viewer = "X-API-Key: " + book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));
        String operator = "X-API-Key: " + book.addKey("anna", AccessRole.OPERATOR, Duration.ofDays(1));
        serve(false, Optional.empty());

        assertThat(ask("PUT", "/guarded", viewer).status()).isEqualTo(403);
        assertThat(ask("PUT", "/guarded", operator).status()).isEqualTo(200);
        assertThat(ask("GET", "/guarded", viewer).status()).isEqualTo(200);
    }

    @Test
    void wrongCredentialsAreSlowedDown() throws IOException {
        String key = "X-API-Key: " + book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));
        serve(false, Optional.empty());
        for (int n = 0; n < AccessHandler.WRONG_AT_ONCE; n++) {
            assertThat(ask("GET", "/x", "X-API-Key: gk_0_x").status()).isEqualTo(401);
        }

        Answer answer = ask("GET", "/x", key);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.text().toLowerCase(Locale.ROOT)).contains("retry-after: 6");
        now.set(now.get().plusSeconds(6));
        assertThat(ask("GET", "/x", key).status()).isEqualTo(200);
    }

    @Test
    void aCallerThatAsksTooOftenIsSlowedDown() throws IOException {
        String key = "X-API-Key: " + book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));
        serve(false, Optional.empty());
        var asked = new RateLimiter(AccessHandler.PER_SECOND, 2 * AccessHandler.PER_SECOND, now::get);
        int granted = 0;
        while (asked.take("x")) {
            granted++;
        }

        int status = 200;
        int served = -1;
        for (; status == 200 && served <= granted; served++) {
            status = ask("GET", "/x", key).status();
        }

        assertThat(status).isEqualTo(429);
        assertThat(served).isEqualTo(granted);
    }

    @Test
    void anotherSitesPageMayNotUseThisBrowsersPlace() throws IOException {
        serve(true, Optional.empty());

        assertThat(ask("POST", "/x", "Origin: https://evil.example").status()).isEqualTo(403);
        assertThat(ask("POST", "/x", "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
        assertThat(ask("POST", "/x", "Sec-Fetch-Site: same-site").status()).isEqualTo(403);
        assertThat(ask("GET", "/x", "Upgrade: websocket", "Origin: https://evil.example").status()).isEqualTo(403);
        assertThat(ask("POST", "/x", "Sec-Fetch-Site: same-origin").status()).isEqualTo(200);
        assertThat(ask("POST", "/x", "Origin: http://127.0.0.1:" + server.actualPort()).status()).isEqualTo(200);
    }

    @Test
    void aNameThatLeadsToLoopbackIsNotLoopback() throws IOException {
        serve(true, Optional.empty());

        assertThat(ask("GET", "/x", "Host: evil.example:" + server.actualPort()).status()).isEqualTo(403);
        assertThat(ask("GET", "/x", "Host: localhost:" + server.actualPort()).status()).isEqualTo(200);
    }

    @Test
    void everyAnswerTellsBrowsersToBeCareful() throws IOException {
        serve(false, Optional.empty());

        assertThat(ask("GET", "/x").text().toLowerCase(Locale.ROOT))
                .contains("content-security-policy: default-src 'self'",
                        "x-content-type-options: nosniff", "x-frame-options: deny", "referrer-policy: no-referrer",
                        "frame-ancestors 'none'")
                .doesNotContain("unsafe", "access-control-allow-origin");
    }
}
