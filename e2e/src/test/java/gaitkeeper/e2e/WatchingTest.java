package gaitkeeper.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Somebody leaves the live page open before ten sensors: how many pictures a second it draws, how soon an answer is on it, and that
 * it does not grow. Prints a line a minute. Takes as many minutes as asked for:
 *
 * <pre>
 * mvn -B verify -pl e2e -am -Dtest=WatchingTest -Dsurefire.failIfNoSpecifiedTests=false -Dgaitkeeper.watching=10
 * </pre>
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "gaitkeeper.watching", matches = "[0-9]+", disabledReason = "takes minutes; run with -Dgaitkeeper.watching=10")
class WatchingTest {
    private static final int MINUTES = Integer.getInteger("gaitkeeper.watching", 10);
    /** Garbage comes and goes; what grows without end grows beyond this. */
    private static final double MEMORY_MAY_GROW_BY = 1.5;
    /** Counts pictures, bodies, and how long after the matcher's answer a picture with it was drawn. */
    private static final String COUNT = """
            (() => {
              const seen = window.seen = { pictures: 0, events: 0, bodies: 0, waits: [] };
              let drawn = false;
              const begin = CanvasRenderingContext2D.prototype.beginPath;
              CanvasRenderingContext2D.prototype.beginPath = function () { drawn = true; begin.call(this); };
              const tick = () => { seen.pictures += drawn ? 1 : 0; drawn = false; requestAnimationFrame(tick); };
              requestAnimationFrame(tick);
              const Source = window.EventSource;
              window.EventSource = class extends Source {
                constructor(url) {
                  super(url);
                  this.addEventListener('bodies', (event) => {
                    seen.events++;
                    seen.bodies += JSON.parse(event.data).sensors.reduce((sum, { bodies }) => sum + bodies.length, 0);
                  });
                  this.addEventListener('match', (event) => {
                    const { t } = JSON.parse(event.data);
                    requestAnimationFrame(() => seen.waits.push(Date.now() - t));
                  });
                }
              };
            })();""";
    private static final String TAKE = """
            () => { const taken = { ...window.seen }; Object.assign(window.seen, { pictures: 0, events: 0, bodies: 0, waits: [] });
              return JSON.stringify(taken); }""";

    @RegisterExtension
    static final Programs PROGRAMS = new Programs();

    private static final Site SITE = new Site(Workplace.freePort());

    @RegisterExtension
    static final Screen SCREEN = new Screen(SITE);

    @Test
    void theLivePageMayStayOpen() {
        Page page = SCREEN.window(1440, 900, ColorScheme.DARK);
        Program demo = PROGRAMS.start("demo", "demo", "--people", "160", "--sensors", "10", "--data",
                PROGRAMS.folder("data").toString(), "--http-port", String.valueOf(SITE.port()), "--kafka-port",
                String.valueOf(Workplace.freePort()));
        demo.await("readiness", SITE::ready);
        page.addInitScript(COUNT);
        page.navigate(SITE.uri("/").toString());

        List<Double> heap = new ArrayList<>();
        for (int minute = 0; minute <= MINUTES; minute++) {
            long from = System.nanoTime();
            page.waitForTimeout(60_000);
            heap.add(report(minute, page, (System.nanoTime() - from) / 1e9));
        }

        assertThat(heap.getLast()).as("MB of JavaScript, after garbage went").isLessThan(
                MEMORY_MAY_GROW_BY * heap.get(1));
    }

    private static double report(int minute, Page page, double seconds) {
        JsonNode seen = Site.parse((String) page.evaluate(TAKE));
        page.requestGC();
        double heap = ((Number) page.evaluate("performance.memory.usedJSHeapSize")).doubleValue() / 1e6;
        List<Integer> waits = new ArrayList<>();
        seen.get("waits").forEach(wait -> waits.add(wait.asInt()));
        waits.sort(null);
        System.out.printf(Locale.ROOT,
                "minute %2d: %.1f bodies in sight, %.1f times a second; %.1f pictures/s; answers on screen after %d ms, 99 %% within %d ms; %.1f MB%n",
                minute, seen.get("bodies").asDouble() / Math.max(1, seen.get("events").asInt()),
                seen.get("events").asInt() / seconds, seen.get("pictures").asInt() / seconds, quantile(waits, 0.5),
                quantile(waits, 0.99), heap);
        return heap;
    }

    private static int quantile(List<Integer> sorted, double share) {
        return sorted.isEmpty() ? -1 : sorted.get((int) (share * (sorted.size() - 1)));
    }
}
