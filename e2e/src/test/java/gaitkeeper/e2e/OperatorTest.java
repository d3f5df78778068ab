package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator's work on simulated people, in a real browser, from naming a stranger to erasing one. */
@Tag("slow")
@TestMethodOrder(OrderAnnotation.class)
class OperatorTest {
    private static final int WIDTH = 1440;
    private static final int HEIGHT = 900;
    private static final int PHONE_WIDTH = 390;
    private static final int PHONE_HEIGHT = 844;
    private static final List<String> PAGES = List.of("index", "identities", "timeline", "quality", "system", "models",
            "signin");
    private static final String HOSTILE = "<script>go()</script>";
    /** Whoever is quicker than the server must not correct what is not there yet. */
    private static final String SLOW_ANSWERS = """
            () => {
              const real = fetch;
              globalThis.fetch = (...what) => new Promise((go) => setTimeout(go, 300)).then(() => real(...what));
            }""";
    private static final String OVERFLOW = "document.documentElement.scrollWidth - innerWidth";

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private static final Site SITE = new Site(Workplace.freePort());

    @RegisterExtension
    static final Screen SCREEN = new Screen(SITE);

    private static Program demo;
    private static Page page;
    private static String ada = "";

    @BeforeAll
    static void opensTheHouse() {
        page = SCREEN.window(WIDTH, HEIGHT, ColorScheme.DARK);
        demo = PROGRAMS.start("demo", "demo", "--people", "5", "--data", PROGRAMS.folder("data").toString(),
                "--http-port", String.valueOf(SITE.port()), "--kafka-port", String.valueOf(Workplace.freePort()));
        demo.await("readiness", SITE::ready);
        demo.await("three identities", () -> identities().size() >= 3);
        open("identities.html");
    }

    private static void open(String path) {
        page.navigate(SITE.uri("/" + path).toString());
    }

    private static JsonNode identities() {
        return SITE.json("/api/v1/identities").get("items");
    }

    private static JsonNode sightings(String identity) {
        return SITE.json("/api/v1/sightings?identity=" + identity).get("items");
    }

    private static Locator card(String name) {
        return page.locator(".person")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(name, new Page.GetByTextOptions().setExact(true))));
    }

    private static Locator window() {
        return page.locator(".person-window");
    }

    private static Locator button(String label) {
        return page.locator("dialog[open] >> text=\"" + label + "\"").first();
    }

    private static String heading() {
        return window().locator("h2").first().textContent();
    }

    /** Playwright delivers the page's events only while it is asked something, which every condition here does. */
    private static void await(String what, BooleanSupplier condition) {
        demo.await(what + " on the page", condition);
    }

    private static void openPerson(String id, String label) {
        open("identities.html#" + id);
        page.reload();
        await("window of " + label, () -> heading().equals(label));
    }

    private static void name(String name) {
        window().locator("input.name").fill(name);
        button("Save name").click();
        await("name " + name, () -> heading().equals(name));
    }

    @Test
    @Order(1)
    void namesAStranger() {
        page.evaluate(SLOW_ANSWERS);
        JsonNode stranger = identities().get(0);
        ada = stranger.get("id").asText();
        card(stranger.get("label").asText()).click();

        name(HOSTILE);
        await("text on the card", () -> card(HOSTILE).count() == 1);
        assertThat(page.title()).isEqualTo("Identities · Gaitkeeper");
        name("Ada");

        page.keyboard().press("Escape");
        await("closed window", () -> window().count() == 0);
        await("name on the card", () -> card("Ada").count() == 1);
        await("naming in the list", () -> page.locator("#history li").first().textContent().contains("Ada"));
    }

    @Test
    @Order(2)
    void mergesTwoAndSplitsThemAgain() {
        JsonNode other = identities().get(1);
        openPerson(other.get("id").asText(), other.get("label").asText());
        button("Same person as…").click();
        page.locator(".choices button").filter(new Locator.FilterOptions().setHasText("Ada")).click();
        await("window of Ada", () -> heading().equals("Ada"));
        await("two stays learned from", () -> window().locator(".stays .badge").count() == 2);
        assertThat(identities().findValuesAsText("id")).doesNotContain(other.get("id").asText());

        window().locator(".stays input[type=checkbox]").first().check();
        button("Split this stay off as somebody else").click();
        await("one stay left", () -> window().locator(".stays .badge").count() == 1);
        assertThat(identities().get(0).get("visits").asInt()).isEqualTo(1);

        button("Undo").click();
        await("two stays again", () -> window().locator(".stays .badge").count() == 2);
    }

    @Test
    @Order(3)
    void tellsOfAConflictAndKeepsWhatWasTyped() {
        openPerson(ada, "Ada");
        window().locator("input.name").fill("Ada Lovelace");
        assertThat(page.evaluate(Screen.RENAME, List.of(ada, "Eve"))).isEqualTo(200);
        button("Save name").click();

        await("notice", () -> window().locator(".notice").textContent().contains("omebody else corrected"));
        await("present name", () -> heading().equals("Eve"));
        assertThat(window().locator("input.name").inputValue()).isEqualTo("Ada Lovelace");
        // If the page was faster than its next look at the list, it was refused, which the browser notes.
        SCREEN.offences().removeIf(offence -> offence.contains("412"));
        name("Ada");
    }

    @Test
    @Order(4)
    void takesACorrectionBackFromTheList() {
        page.keyboard().press("Escape");
        await("latest naming", () -> page.locator("#history li").first().textContent().contains("Ada"));
        page.locator("#history li").first().locator("button").click();

        await("the name before", () -> identities().get(0).get("name").asText().equals("Eve"));
        await("name on the card", () -> card("Eve").count() == 1);
    }

    @Test
    @Order(5)
    void tellsAStayApartAfterTheyCameBackElsewhere() {
        demo.await("a return before another sensor", () -> sensors(ada).size() >= 2
                && sightings(ada).valueStream().anyMatch(one -> !one.get("enrolled").asBoolean()));
        openPerson(ada, "Eve");
        Locator returned = window().locator(".stays li").filter(new Locator.FilterOptions()
                .setHasNot(page.locator(".badge"))).first();
        await("the return", () -> returned.count() == 1);
        returned.locator("text=Why?").click();
        await("reason", () -> page.locator(".why .verdict").textContent().startsWith("Named Eve"));
        assertThat(page.locator(".why .scale").getAttribute("aria-label")).contains("needed", "score");
        await("parts of the body", () -> page.locator(".parts tr").count() == 6);
        assertThat(page.locator(".parts [role=status]").textContent()).contains("Eve");
        button("Who else is alike?").click();
        await("lookalikes of the stay", () -> page.locator(".alike li").count() >= 2);
        assertThat(page.locator(".alike li").first().textContent()).contains("Eve", "named so");
        page.keyboard().press("Escape");
        page.locator(".why .close").click();
        button("Who is alike?").click();
        await("lookalikes of the person", () -> page.locator(".alike li").count() >= 1);
        assertThat(page.locator(".alike").textContent()).doesNotContain("Eve");
        page.keyboard().press("Escape");
        returned.locator("text=Not this person").click();

        await("note", () -> page.locator("#say").textContent().contains("not this person"));
        assertThat(SITE.json("/api/v1/corrections?people=true").at("/items/0/change").asText()).isEqualTo("told-apart");
        button("Undo").click();
        await("taken back", () -> page.locator("#say").textContent().contains("Taken back"));
    }

    private static Set<String> sensors(String identity) {
        return sightings(identity).valueStream().map(one -> one.get("sensor").asText()).collect(Collectors.toSet());
    }

    @Test
    @Order(6)
    void showsOnTheTimelineWhoWasWhere() {
        open("timeline.html");
        Locator lane = page.locator(".lane").filter(new Locator.FilterOptions().setHasText("Eve"));
        await("lane", () -> lane.locator(".stay").count() >= 2);
        int all = page.locator(".stay:visible").count();
        for (int n = 0; n < 6; n++) {
            page.locator("#in").click();
        }
        await("less time", () -> page.locator(".stay:visible").count() < all);
        page.locator("#all").click();
        await("all time", () -> page.locator(".stay:visible").count() >= all);
        lane.locator(".stay").first().click();
        await("reason", () -> page.locator(".why").count() == 1);
    }

    @Test
    @Order(7)
    void erasesAPersonOnlyAfterSayingWhatGoes() {
        openPerson(ada, "Eve");
        button("Erase…").click();
        assertThat(page.locator(".confirm .goes").textContent()).contains("Eve", "exemplars", "merged");
        button("Keep").click();
        assertThat(identities().findValuesAsText("id")).contains(ada);

        button("Erase…").click();
        button("Erase for ever").click();
        await("closed window", () -> window().count() == 0);
        await("erasure", () -> !identities().findValuesAsText("id").contains(ada));
        await("no card", () -> card("Eve").count() == 0);
        assertThat(SITE.get("/api/v1/sightings").body()).doesNotContain("Eve", ada);
        // The window may have been asking for its person in the very moment.
        SCREEN.offences().removeIf(offence -> offence.contains("404") && offence.contains(ada));
    }

    @Test
    @Order(8)
    void opensEveryPageInBothThemesAndOnAPhone() {
        look(SCREEN.window(WIDTH, HEIGHT, ColorScheme.LIGHT), "wide");
        look(SCREEN.window(PHONE_WIDTH, PHONE_HEIGHT, ColorScheme.LIGHT), "phone");
    }

    @Test
    @Order(9)
    void tellsWhoDoesTheWork() {
        JsonNode group = SITE.json("/api/v1/groups").at("/items/0");
        assertThat(group.get("roles").valueStream().map(JsonNode::asText)).containsExactly("windower", "encoder",
                "matcher");
        assertThat(group.get("members").asInt()).isPositive();
        assertThat(group.get("lag").has("gk.frames")).isTrue();
    }

    private static void look(Page window, String name) {
        for (String one : PAGES) {
            window.navigate(SITE.uri("/" + one + ".html").toString());
            demo.await("content of " + one, () -> !window.locator("main").innerText().isBlank()
                    && window.locator("body.stale").count() == 0);
            assertThat(window.evaluate(OVERFLOW)).as("%s %s reaches beyond the window", one, name).isEqualTo(0);
            for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
                window.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                window.screenshot(new Page.ScreenshotOptions().setPath(
                        Workplace.root().resolve("e2e/target/pages/" + one + "-" + scheme + "-" + name + ".png")));
            }
        }
        window.close();
    }
}
