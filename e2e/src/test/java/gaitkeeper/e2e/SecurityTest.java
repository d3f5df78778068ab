package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gets into a running process, what it writes down of them, and what it never writes anywhere. */
@Tag("slow")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecurityTest {
    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Site SITE = new Site(Workplace.freePort());

    @RegisterExtension
    static final Screen SCREEN = new Screen(SITE);

    private static final int WALK_FRAMES = 300;
    private static String viewer = "";
    private static final int KAFKA = Workplace.freePort();
    /** Six or more figures with decimals in a row: coordinates or a vector. */
    private static final Pattern VECTOR = Pattern.compile("(-?\\d+\\.\\d+(E-?\\d+)?[,;\\s\\[\\]]+){6,}");

    private static String keys(String... arguments) {
        Program program = PROGRAMS.start("keys", concat(arguments, "--data", data().toString()));
        assertThat(program.awaitExit(Program.PATIENCE)).as(program.toString()).isZero();
        // The JVM may have had something to say before.
        return program.output().lines().toList().getLast();
    }

    private static String[] concat(String[] first, String... more) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(more))
                .toArray(String[]::new);
    }

    private static Path data() {
        return PROGRAMS.folder("data");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(SITE.uri(path)).header("X-API-Key", key);
    }

    @Test
    @Order(1)
    void refusesAnotherAddressWithoutCredentials() {
        Program program = PROGRAMS.start("open", "up", "--http-host", "0.0.0.0", "--data",
                PROGRAMS.folder("open").resolve("data").toString());

        assertThat(program.awaitExit(Program.PATIENCE)).isEqualTo(1);
        assertThat(program.output()).contains("./gaitkeeper keys add");
    }

    @Test
    @Order(2)
    void letsInByRoleWritesDownWhoAndLogsNoSecret() throws IOException, InterruptedException {
        viewer = keys("keys", "add", "kiosk");
        String operator = keys("keys", "add", "anna", "--role", "operator");
        String sensor = keys("keys", "add", "cam", "--role", "sensor");
        Program up = PROGRAMS.start("up", Map.of("GAITKEEPER_LOG", "DEBUG"), "up", "--data", data().toString(),
                "--http-port", String.valueOf(SITE.port()), "--kafka-port", String.valueOf(KAFKA));
        up.await("readiness", SITE::ready);

        walk(sensor);
        up.await("a stranger's identity", () -> identities(viewer).contains("\"stranger 1\""));
        String id = identities(viewer).replaceAll(".*?\"id\":\"([^\"]*)\".*", "$1");
        assertThat(send(request("/api/v1/identities", sensor)).statusCode()).isEqualTo(403);
        assertThat(send(HttpRequest.newBuilder(SITE.uri("/api/v1/identities"))).statusCode()).isEqualTo(401);
        assertThat(name(viewer, id).statusCode()).isEqualTo(403);
        assertStreamsAreGuarded(operator);
        HttpResponse<String> named = name(operator, id);
        assertThat(named.statusCode()).as(named.body()).isEqualTo(200);

        assertAudited(id);
        assertThat(up.output()).doesNotContain(secret(viewer), secret(operator), secret(sensor))
                .doesNotContainPattern(VECTOR);
    }

    /** What ingest answers stands behind the same door as what the API does. */
    private static void assertStreamsAreGuarded(String operator) throws IOException, InterruptedException {
        HttpResponse<String> streams = send(request("/api/v1/streams", viewer));
        assertThat(streams.statusCode()).isEqualTo(200);
        JsonNode stream = Site.parse(streams.body()).get(0);
        String overrides = "/api/v1/streams/" + stream.get("sensor").asText() + "/" + stream.get("session").asText()
                + "/overrides";
        assertThat(send(HttpRequest.newBuilder(SITE.uri("/api/v1/streams"))).statusCode()).isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(SITE.uri(overrides)).PUT(BodyPublishers.noBody())).statusCode())
                .isEqualTo(401);
        assertThat(send(request(overrides, viewer).PUT(BodyPublishers.noBody())).statusCode()).isEqualTo(403);
        assertThat(send(request(overrides, operator).PUT(BodyPublishers.noBody())).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(3)
    void aViewerSignsInLooksAroundAndSignsOut() {
        Page page = SCREEN.window(1440, 900, ColorScheme.DARK);
        page.navigate(SITE.uri("/identities.html").toString());
        page.waitForURL("**/signin.html?*");
        page.locator("summary").click();
        page.locator("#key").fill("gk_wrong");
        page.locator("#with-key button").click();
        page.waitForCondition(() -> page.locator("#problem").textContent().contains("no such key"));
        page.locator("#key").fill(viewer);
        page.locator("#with-key button").click();

        page.waitForURL("**/identities.html");
        page.locator(".person").first().click();
        assertThat(page.locator("#tools").textContent()).contains("kiosk, viewer");
        page.locator(".stays li").first().waitFor();
        assertThat(page.locator(".operator:visible").count()).isZero();
        page.keyboard().press("Escape");
        page.locator("text=Sign out").click();
        page.waitForURL("**/signin.html");
        assertThat(page.request().get(SITE.uri("/api/v1/identities").toString()).status()).isEqualTo(401);
        // A browser notes every answer of 401, which here are two: before the sign-in, and the wrong key.
        SCREEN.offences().removeIf(offence -> offence.contains("401"));
    }

    /** Somebody walks past for as long as it takes to become known. */
    private static void walk(String sensor) throws IOException, InterruptedException {
        long startNs = (System.currentTimeMillis() - WALK_FRAMES * 34L) * 1_000_000;
        var walker = new Walker("door", "1", 1.7, startNs);
        for (int n = 0; n < WALK_FRAMES; n++) {
            HttpResponse<String> stored = send(request("/api/v1/frames", sensor)
                    .header("Content-Type", "application/json").POST(BodyPublishers.ofString(walker.message(n))));
            assertThat(stored.statusCode()).as(stored.body()).isEqualTo(202);
        }
    }

    private static void assertAudited(String id) {
        Program audit = PROGRAMS.start("audit", "audit", "--kafka", "127.0.0.1:" + KAFKA);
        assertThat(audit.awaitExit(Program.PATIENCE)).as(audit.toString()).isZero();
        assertThat(audit.output().lines().filter(line -> line.contains("\"operation\":\"nameIdentity\"")))
                .anySatisfy(line -> assertThat(line).contains("\"who\":\"anna\"", id, "\"status\":200"))
                .anySatisfy(line -> assertThat(line).contains("\"who\":\"kiosk\"", "\"status\":403"));
    }

    private static HttpResponse<String> name(String key, String id) throws IOException, InterruptedException {
        return send(request("/api/v1/identities/" + id + "/name", key).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\":\"Ada\"}")));
    }

    private static String secret(String key) {
        return key.substring(key.indexOf('_', 3) + 1);
    }

    private static String identities(String key) {
        try {
            return send(request("/api/v1/identities", key)).body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

}
