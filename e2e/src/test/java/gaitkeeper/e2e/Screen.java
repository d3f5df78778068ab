package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The system's browser, before a site, for the tests of a class; those that open a window are skipped where there is none. A test fails if a page did
 * what it should not: requests to elsewhere, errors, warnings, violations of the content policy.
 */
final class Screen implements AfterEachCallback, AfterAllCallback {
    /** Names an identity, given its id and the name, from any page; answers with the status. */
    static final String RENAME = """
            ([id, name]) => fetch(`/api/v1/identities/${id}/name`, { method: 'POST',
              headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name }) }).then((a) => a.status)""";

    private static final String REPORT_VIOLATIONS = """
            addEventListener('securitypolicyviolation',
              ({ violatedDirective, blockedURI }) => console.error('CSP', violatedDirective, blockedURI));""";

    private final Site site;
    private Optional<Browser> browser = Optional.empty();
    private Optional<Playwright> playwright = Optional.empty();
    private final Queue<String> offences = new ConcurrentLinkedQueue<>();

    /** A browser that starts with its first window. */
    Screen(Site site) {
        this.site = site;
    }

    private Browser start() {
        Path chromium = Workplace.chromium();
        // The system's browser is used, so none is fetched.
        var started = Playwright
                .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        playwright = Optional.of(started);
        return started.chromium().launch(
                new LaunchOptions().setExecutablePath(chromium).setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    /** A window of its own, with cookies of its own. */
    Page window(int width, int height, ColorScheme scheme) {
        Browser running = browser.orElseGet(this::start);
        browser = Optional.of(running);
        Page page = running.newPage(new Browser.NewPageOptions().setViewportSize(width, height).setColorScheme(scheme));
        page.addInitScript(REPORT_VIOLATIONS);
        page.onRequest(request -> {
            if (!request.url().startsWith(site.uri("/").toString()) && !request.url().startsWith("data:")) {
                offences.add("request to " + request.url());
            }
        });
        page.onConsoleMessage(this::judge);
        page.onPageError(error -> offences.add("error: " + error));
        return page;
    }

    private void judge(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            offences.add("console: " + message.text() + " at " + message.location());
        }
    }

    /** What was noted so far; a test takes away what it meant to cause. */
    Queue<String> offences() {
        return offences;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(offences).isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        playwright.ifPresent(Playwright::close);
    }
}
