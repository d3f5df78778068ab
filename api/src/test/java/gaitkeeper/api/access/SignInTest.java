package gaitkeeper.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a browser gets in and out again. */
class SignInTest {
    private static final String PASSWORD = "correct horse battery";
    private static final String ANNA = new JsonObject().put("name", "anna").put("password", PASSWORD).encode();

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private AccessBook book;
    private HttpServer server;

    @BeforeEach
    void open() {
        book = new AccessBook(folder.resolve("access.json"), now::get);
        book.addUser("anna", AccessRole.OPERATOR, PASSWORD);
        Router router = Router.router(vertx);
        new AccessHandler(vertx, true, book, Optional.empty(), now::get).mount(router);
        router.route().handler(context -> context.end(Caller.of(context).toString()));
        server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @AfterEach
    void close() {
        http.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> signIn(String body, String... headers) throws IOException, InterruptedException {
        var request = request(SignIn.SESSION).POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** What a browser sends back. */
    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private HttpResponse<String> ask(String method, String cookie) throws IOException, InterruptedException {
        return send(request("/x").method(method, BodyPublishers.noBody()).header("Cookie", cookie));
    }

    @Test
    void aUserSignsInAndOut() throws IOException, InterruptedException {
        HttpResponse<String> answer = signIn(ANNA);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(ask("POST", cookie(answer)).body()).contains("name=anna", "role=operator");
        HttpResponse<String> out = send(request(SignIn.SESSION).DELETE().header("Cookie", cookie(answer)));
        assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(ask("GET", cookie(answer)).statusCode()).isEqualTo(401);
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() throws IOException, InterruptedException {
        assertThat(signIn(ANNA).headers().firstValue("Set-Cookie").orElseThrow())
                .containsIgnoringCase("HttpOnly").contains("SameSite=Strict", "Path=/").doesNotContain("Secure");
    }

    @Test
    void aKeySignsInUntilItIsRevoked() throws IOException, InterruptedException {
        String key = book.addKey("kiosk", AccessRole.VIEWER, Duration.ofDays(1));
        String cookie = cookie(signIn(new JsonObject().put("key", " " + key + "\n").encode()));

        assertThat(ask("GET", cookie).body()).contains("name=kiosk", "means=key");
        book.revoke("kiosk");
        assertThat(ask("GET", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void anotherRoleHoldsForASessionToo() throws IOException, InterruptedException {
        String cookie = cookie(signIn(ANNA));

        book.addUser("anna", AccessRole.VIEWER, PASSWORD);

        assertThat(ask("GET", cookie).body()).contains("role=viewer");
    }

    @Test
    void wrongCredentialsAreToldWithoutABrowsersOwnQuestion() throws IOException, InterruptedException {
        HttpResponse<String> answer = signIn(
                new JsonObject().put("name", "anna").put("password", "wrong").encode(), "Sec-Fetch-Mode", "cors");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("Bearer");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(send(request("/x")).headers().allValues("WWW-Authenticate")).hasSize(2);
    }

    @Test
    void aSensorsKeyOpensNoPage() throws IOException, InterruptedException {
        String key = book.addKey("cam", AccessRole.SENSOR, Duration.ofDays(1));

        assertThat(signIn(new JsonObject().put("key", key).encode()).statusCode()).isEqualTo(403);
    }

    @Test
    void anotherSiteSignsNobodyIn() throws IOException, InterruptedException {
        assertThat(signIn(ANNA, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        assertThat(signIn(ANNA, "Origin", "https://evil.example").statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsNoSignInIsRefused() throws IOException, InterruptedException {
        for (String body : new String[]{"", "x", "[]", "{}", "null", "{\"name\":\"anna\"}", "{\"key\":1}",
            "{\"name\":1,\"password\":2}"}) {
            assertThat(signIn(body).statusCode()).as(body).isEqualTo(400);
        }
        assertThat(signIn("x".repeat(100_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void whoHasYetToSignInIsNotSlowedDown() throws IOException, InterruptedException {
        for (int n = 0; n <= AccessHandler.WRONG_AT_ONCE; n++) {
            assertThat(ask("GET", "gaitkeeper-session=gone").statusCode()).isEqualTo(401);
        }

        assertThat(signIn(ANNA).statusCode()).isEqualTo(204);
    }

    @Test
    void guessingIsSlowedDown() throws IOException, InterruptedException {
        String wrong = new JsonObject().put("key", "gk_0_x").encode();
        for (int n = 0; n < AccessHandler.WRONG_AT_ONCE; n++) {
            assertThat(signIn(wrong).statusCode()).isEqualTo(401);
        }

        assertThat(signIn(ANNA).statusCode()).isEqualTo(429);
    }
}
