package gaitkeeper.trainer.report;

import java.util.List;
import java.util.Locale;

/** The frame that charts have in common: title, axes, grid and a legend to the right. */
final class Plot {
    static final int WIDTH = 680;
    static final int HEIGHT = 380;
    private static final int LEFT = 64;
    private static final int RIGHT = 190;
    private static final int TOP = 40;
    private static final int BOTTOM = 52;
    private static final int LEGEND_ROW = 20;

    final Svg svg;
    private final Axis x;
    private final Axis y;

    Plot(String title, Axis x, Axis y) {
        this.x = x;
        this.y = y;
        svg = new Svg(WIDTH, HEIGHT, title);
        svg.text("title", LEFT, 22, "start", title);
        horizontalGrid();
        svg.line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM);
        svg.text("", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", x.label());
        svg.upright(16, (TOP + HEIGHT - BOTTOM) / 2.0, y.label());
    }

    private void horizontalGrid() {
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y(tick), WIDTH - RIGHT, y(tick));
            svg.text("tick", LEFT - 8, y(tick) + 4, "end", Axis.text(tick));
        }
    }

    /** Marks values on the horizontal axis. */
    void verticalGrid() {
        for (double tick : x.ticks()) {
            svg.line("grid", x(tick), TOP, x(tick), HEIGHT - BOTTOM);
            svg.text("tick", x(tick), HEIGHT - BOTTOM + 17, "middle", Axis.text(tick));
        }
    }

    /** Names a place on the horizontal axis. */
    void name(double place, String name) {
        svg.text("tick", x(place), HEIGHT - BOTTOM + 17, "middle", name);
    }

    double x(double value) {
        return LEFT + x.at(value) * (WIDTH - LEFT - RIGHT);
    }

    double y(double value) {
        return HEIGHT - BOTTOM - y.at(value) * (HEIGHT - TOP - BOTTOM);
    }

    double floor() {
        return HEIGHT - BOTTOM;
    }

    void legend(List<String> names, boolean lines) {
        int left = WIDTH - RIGHT + 16;
        for (int i = 0; i < names.size(); i++) {
            double row = TOP + 8 + i * (double) LEGEND_ROW;
            if (lines) {
                svg.polyline(String.format(Locale.ROOT, "%d,%.1f %d,%.1f", left, row, left + 24, row), i);
            } else {
                svg.bar(left + 6, row - 6, 12, 12, i, names.get(i));
            }
            svg.text("", left + 32, row + 4, "start", names.get(i));
        }
    }
}
