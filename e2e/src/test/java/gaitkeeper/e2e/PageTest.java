package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The live page of the demo in a real browser. */
@Tag("slow")
class PageTest {
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;
    /** A hash of a view's picture: another one when anything in it moved. */
    private static final String PICTURE = """
            canvas => [...canvas.toDataURL()].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) | 0, 7)""";
    private static final String REPORT_VIOLATIONS = """
            addEventListener('securitypolicyviolation',
              ({ violatedDirective, blockedURI }) => console.error('CSP', violatedDirective, blockedURI));""";

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private static final Site SITE = new Site(Workplace.freePort());
    /** Whatever the page did that it should not. */
    private static final Queue<String> OFFENCES = new ConcurrentLinkedQueue<>();
    private static Program demo;
    private static Playwright playwright;
    private static Page page;

    @BeforeAll
    static void opensThePageOfTheDemo() {
        Path chromium = Workplace.chromium();
        demo = PROGRAMS.start("demo", "demo", "--data", PROGRAMS.folder("data").toString(), "--http-port",
                String.valueOf(SITE.port()), "--kafka-port", String.valueOf(Workplace.freePort()));
        // The system's browser is used, so none is fetched.
        playwright = Playwright
                .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser = playwright.chromium().launch(
                new LaunchOptions().setExecutablePath(chromium).setArgs(List.of("--no-sandbox", "--disable-gpu")));
        page = browser.newPage(new Browser.NewPageOptions().setViewportSize(WIDTH, HEIGHT)
                .setColorScheme(ColorScheme.DARK));
        page.addInitScript(REPORT_VIOLATIONS);
        page.onRequest(request -> {
            if (!request.url().startsWith(SITE.uri("/").toString()) && !request.url().startsWith("data:")) {
                OFFENCES.add("request to " + request.url());
            }
        });
        page.onConsoleMessage(PageTest::judge);
        page.onPageError(error -> OFFENCES.add("error: " + error));
        demo.await("readiness", SITE::ready);
        page.navigate(SITE.uri("/").toString());
    }

    private static void judge(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            OFFENCES.add("console: " + message.text());
        }
    }

    @AfterAll
    static void closesTheBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @AfterEach
    void staysAtHomeAndSilent() {
        assertThat(OFFENCES).isEmpty();
    }

    @Test
    void showsPeopleMovingBeforeSeveralSensors() {
        Locator views = page.locator("#grid article canvas");
        await("two sensors", () -> views.count() >= 2);
        List<Object> before = pictures(views);
        await("motion in two views", () -> {
            List<Object> now = pictures(views);
            return IntStream.range(0, before.size()).filter(i -> !now.get(i).equals(before.get(i))).count() >= 2;
        });
    }

    private static List<Object> pictures(Locator views) {
        return views.all().stream().map(view -> view.evaluate(PICTURE)).toList();
    }

    @Test
    void namesAPersonWhoWasRecognised() {
        Locator people = page.locator("#people input.name");
        await("identity", () -> people.count() > 0);
        await("label below a view", () -> page.locator(".chip.known").count() > 0);
        people.first().fill("Ada");
        people.first().press("Enter");
        await("name in the gallery", () -> names().contains("Ada"));
        await("name in its field", () -> people.first().inputValue().equals("Ada"));
        saveScreenshots();
    }

    private static List<String> names() {
        return SITE.json("/api/v1/identities").get("items").valueStream().map(identity -> name(identity)).toList();
    }

    private static String name(JsonNode identity) {
        return identity.get("name").asText();
    }

    private static void saveScreenshots() {
        Path target = Workplace.root().resolve("e2e/target");
        page.screenshot(new Page.ScreenshotOptions().setPath(target.resolve("live.png")));
        page.locator("#theme").click();
        page.screenshot(new Page.ScreenshotOptions().setPath(target.resolve("live-light.png")));
    }

    /** Playwright delivers the page's events only while it is asked something, which every condition here does. */
    private static void await(String what, BooleanSupplier condition) {
        demo.await(what + " on the page", condition);
    }
}
