package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The live page's map of the floor, in a real browser: somebody walks on the spot, 3 m ahead of a sensor that stands at (1, 2) and looks
 * to the right of the map, so at (4, 2); another sensor was given no place.
 */
@Tag("slow")
@TestMethodOrder(OrderAnnotation.class)
class FloorMapTest {
    private static final double PIXELS_AROUND = 26;
    private static final String PUT = """
            (floor) => fetch('/api/v1/floor', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: floor })
              .then((answer) => answer.status)""";
    private static final String DOOR = """
            {"name": "Lobby", "walls": [[{"x":0,"z":0},{"x":%1$s,"z":0},{"x":%1$s,"z":4},{"x":0,"z":4},{"x":0,"z":0}]],
             "sensors": [{"sensor":"door","x":1,"z":2,"height":0.9,"yaw":90,"reach":3.5}]}""";

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private static final Site SITE = new Site(Workplace.freePort());

    @RegisterExtension
    static final Screen SCREEN = new Screen(SITE);

    private static final ScheduledExecutorService WALK = Executors.newSingleThreadScheduledExecutor();

    private static Program system;
    private static Page page;

    @BeforeAll
    static void somebodyWalksBeforeTwoSensors() {
        page = SCREEN.window(1280, 900, ColorScheme.LIGHT);
        system = PROGRAMS.start("up", "up", "--data", PROGRAMS.folder("data").toString(), "--http-port",
                String.valueOf(SITE.port()), "--kafka-port", String.valueOf(Workplace.freePort()));
        system.await("readiness", SITE::ready);
        long startNs = System.currentTimeMillis() * 1_000_000;
        List<Walker> walkers = List.of(new Walker("door", "1", 1.8, startNs), new Walker("attic", "1", 1.5, startNs));
        var n = new int[1];
        WALK.scheduleAtFixedRate(() -> {
            walkers.forEach(walker -> SITE.post(walker.message(n[0])));
            n[0]++;
        }, 0, 33_333, TimeUnit.MICROSECONDS);
        page.navigate(SITE.uri("/").toString());
    }

    @AfterAll
    static void stopsWalking() {
        WALK.shutdownNow();
    }

    private static Locator floor() {
        return page.locator(".floor");
    }

    private static void awaitSensors() {
        await("two sensors", () -> page.locator(".panel:not(.floor)").count() == 2);
    }

    /** Tells the floor, and looks anew. */
    private static void tell(String floor) {
        assertThat(page.evaluate(PUT, floor)).isEqualTo(200);
        page.reload();
        awaitSensors();
    }

    private static void await(String what, BooleanSupplier condition) {
        system.await(what + " on the page", condition);
    }

    @Test
    @Order(1)
    void thereIsNoMapWhileNobodyToldWhereTheSensorsStand() {
        awaitSensors();

        assertThat(floor().count()).isZero();
    }

    @Test
    @Order(2)
    void tellsWhoIsWhereAndWhichSensorIsNotOnTheMap() {
        tell(DOOR.formatted("8"));

        await("map", () -> floor().count() == 1);
        assertThat(floor().locator("h2").textContent()).isEqualTo("Lobby");
        assertThat(floor().locator("canvas").getAttribute("aria-label")).contains("Lobby", "table");
        floor().locator("summary").press("Enter");
        await("place in the table", () -> floor().locator("tbody tr").allInnerTexts().stream()
                .anyMatch(row -> row.matches("(?s).*\\tdoor\\t4\\.0\\t2\\.0")));
        await("attic", () -> floor().locator(".below > .note").textContent().equals("Not on the map: attic."));
        await("name", () -> floor().locator("tbody bdi").first().textContent().startsWith("stranger "));
    }

    /** The place is in the middle of this room, and left of the middle of a longer one; its label is beside it. */
    @ParameterizedTest
    @CsvSource({"8, 0, -1.5", "12, -2, 2"})
    @Order(3)
    void drawsADotWhereSomebodyIs(double length, double rightOfTheMiddle, double elsewhere) {
        tell(DOOR.formatted(length));
        await("map", () -> floor().count() == 1);

        await("dot", () -> asksOnClick(length, rightOfTheMiddle, 0));
        assertThat(asksOnClick(length, elsewhere, 0)).isFalse();
        assertThat(asksOnClick(length, rightOfTheMiddle, 1)).isFalse();
        assertThat(asksOnClick(length, rightOfTheMiddle, -1)).isFalse();
    }

    /** Whether a click on the map, metres from the middle of the room, asks for a person's name. */
    private static boolean asksOnClick(double length, double right, double down) {
        Locator canvas = floor().locator("canvas");
        double width = canvas.boundingBox().width;
        double height = canvas.boundingBox().height;
        double scale = Math.min((width - 2 * PIXELS_AROUND) / length, (height - 2 * PIXELS_AROUND) / 4);
        page.evaluate("document.activeElement.blur()");
        canvas.click(new Locator.ClickOptions().setPosition(width / 2 + right * scale, height / 2 + down * scale));
        return (boolean) page.evaluate("document.activeElement.matches('#people input')");
    }

    @Test
    @Order(4)
    void theMapGoesWithTheLastPlace() {
        tell("{\"sensors\": []}");

        assertThat(floor().count()).isZero();
    }

    /** x, z, height, yaw, tilt and roll of a sensor; a point as it sees it; where that is, as x, height and z. */
    @ParameterizedTest
    @CsvSource({"0 0 0 0 0 0, 1 2 3, 1 2 3", "1 2 2.4 0 0 0, 0 -1.4 3, 1 1 5", "1 2 2.4 90 0 0, 0 -1.4 3, 4 1 2",
        "0 0 1 90 0 0, 1 0 0, 0 1 -1", "0 0 1 180 0 0, 1 0 3, -1 1 -3", "0 0 1 -90 0 0, 0 0 3, -3 1 0",
        "0 0 3 0 30 0, 0 0 2, 0 2 1.732", "0 0 3 0 30 0, 0 1 0, 0 3.866 0.5", "5 5 3 90 30 0, 0 0 2, 6.732 2 5",
        "0 0 3 0 90 0, 0 0 2, 0 1 0", "0 0 1 0 0 90, 1 0 2, 0 2 2", "0 0 3 90 30 90, 1 0 0, 0.5 3.866 0"})
    @Order(5)
    void bringsWhatASensorSeesToTheFloor(String sensor, String seen, String where) {
        Object placed = page.evaluate("""
                async ([sensor, seen]) => {
                  const { Place } = await import('/place.js');
                  const [x, z, height, yaw, tilt, roll] = sensor.split(' ').map(Number);
                  const at = new Place({ x, z, height, yaw, tilt, roll }).point(...seen.split(' ').map(Number), []);
                  return at.map((metres) => String(Math.round(metres * 1000) / 1000 + 0)).join(' ');
                }""", List.of(sensor, seen));

        assertThat(placed).isEqualTo(where);
    }
}
