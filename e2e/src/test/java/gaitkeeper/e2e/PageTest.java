package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
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

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private static final Site SITE = new Site(Workplace.freePort());

    @RegisterExtension
    static final Screen SCREEN = new Screen(SITE);

    private static Program demo;
    private static Page page;

    @BeforeAll
    static void opensThePageOfTheDemo() {
        page = SCREEN.window(WIDTH, HEIGHT, ColorScheme.DARK);
        demo = PROGRAMS.start("demo", "demo", "--data", PROGRAMS.folder("data").toString(), "--http-port",
                String.valueOf(SITE.port()), "--kafka-port", String.valueOf(Workplace.freePort()));
        demo.await("readiness", SITE::ready);
        page.navigate(SITE.uri("/").toString());
    }

    @Test
    void showsPeopleMovingBeforeSeveralSensors() {
        Locator views = page.locator(".panel:not(.floor) canvas");
        await("two sensors", () -> views.count() >= 2);
        List<Object> before = pictures(views);
        await("motion in two views", () -> {
            List<Object> now = pictures(views);
            return IntStream.range(0, before.size()).filter(i -> !now.get(i).equals(before.get(i))).count() >= 2;
        });
    }

    @Test
    void showsTheSameOnTheMapOfTheFloor() {
        Locator floor = page.locator(".floor");
        await("map", () -> floor.count() == 1);
        floor.locator("summary").click();
        await("people on it", () -> floor.locator("tbody tr.known").count() > 0);
        assertThat(floor.locator(".below > .note").textContent()).isEmpty();
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

    /** As a closed laptop: the page's clock jumps, its timers fire once, and the network was away. */
    @Test
    void isUpToDateAfterAnHourOfSleep() {
        Page sleeper = SCREEN.window(WIDTH, HEIGHT, ColorScheme.LIGHT);
        sleeper.clock().install();
        sleeper.navigate(SITE.uri("/").toString());
        await("identity", () -> link(sleeper).equals("live") && sleeper.locator("#people input.name").count() > 0);
        String somebody = SITE.json("/api/v1/identities").get("items").valueStream().toList().getLast().get("id")
                .asText();

        sleeper.context().setOffline(true);
        await("loss of the connection", () -> {
            // What was under way when the clock jumped looks like life; then it is one hour more.
            sleeper.clock().fastForward("01:00:00");
            return link(sleeper).equals("lost");
        });
        assertThat(page.evaluate(Screen.RENAME, List.of(somebody, "Grace"))).isEqualTo(200);
        sleeper.context().setOffline(false);

        await("connection", () -> link(sleeper).equals("live") && sleeper.locator("body.stale").count() == 0);
        await("name given meanwhile", () -> sleeper.locator("#people input.name").all().stream()
                .anyMatch(name -> name.inputValue().equals("Grace")));
        Locator views = sleeper.locator(".panel:not(.floor) canvas");
        List<Object> before = pictures(views);
        await("motion", () -> !pictures(views).equals(before));
        sleeper.close();
        SCREEN.offences().removeIf(offence -> offence.contains("ERR_INTERNET_DISCONNECTED"));
    }

    private static String link(Page of) {
        return String.valueOf(of.locator("#link").getAttribute("data-state"));
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
