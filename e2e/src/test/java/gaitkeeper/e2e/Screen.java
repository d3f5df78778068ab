package gaitkeeper.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The system's browser, before a site; notes whatever its pages do that they should not. */
final class Screen implements AutoCloseable {
    private static final String REPORT_VIOLATIONS = """
            addEventListener('securitypolicyviolation',
              ({ violatedDirective, blockedURI }) => console.error('CSP', violatedDirective, blockedURI));""";

    private final Site site;
    private final Playwright playwright;
    private final Browser browser;
    private final Queue<String> offences = new ConcurrentLinkedQueue<>();

    /** Starts it; skips the test where there is none. */
    Screen(Site site) {
        this.site = site;
        Path chromium = Workplace.chromium();
        // The system's browser is used, so none is fetched.
        playwright = Playwright
                .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(
                new LaunchOptions().setExecutablePath(chromium).setArgs(List.of("--no-sandbox", "--disable-gpu")));
    }

    /** A window of its own, with cookies of its own. */
    Page window(int width, int height, ColorScheme scheme) {
        Page page = browser.newPage(new Browser.NewPageOptions().setViewportSize(width, height).setColorScheme(scheme));
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
            offences.add("console: " + message.text());
        }
    }

    /** What was noted so far: requests to elsewhere, errors, warnings, violations of the content policy. */
    Queue<String> offences() {
        return offences;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
