package gaitkeeper.trainer.report;

import java.util.Locale;

/** Writes SVG elements. Colours come from {@link #STYLE}, for light and for dark surroundings. */
final class Svg {
    /** Series colours of Okabe and Ito, which colour-blind people tell apart; lighter ones on dark ground. */
    static final int COLOURS = 7;

    static final String STYLE = """
            svg.gk{--ink:#1f2328;--mute:#59636e;--grid:#e4e7eb;--c0:#0072b2;--c1:#d55e00;--c2:#009e73;--c3:#b0568c;\
            --c4:#56b4e9;--c5:#b87d00;--c6:#59636e}
            @media(prefers-color-scheme:dark){svg.gk{--ink:#e6e9ed;--mute:#a2abb5;--grid:#343a42;--c0:#5aaee6;--c1:#f48a45;\
            --c2:#35c79b;--c3:#e39ac5;--c4:#a5d8f5;--c5:#f0b83c;--c6:#b5bdc6}}
            .gk text{font:12px system-ui,sans-serif;fill:var(--ink)}
            .gk .title{font-weight:600;font-size:14px}
            .gk .tick{fill:var(--mute);font-size:11px;font-variant-numeric:tabular-nums}
            .gk .grid{stroke:var(--grid);stroke-width:1}
            .gk .axis{stroke:var(--mute);stroke-width:1}
            .gk .error{stroke:var(--ink);stroke-width:1.2;fill:none}
            """;

    private final StringBuilder text = new StringBuilder(8192);

    Svg(int width, int height, String title) {
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"gk\" role=\"img\" viewBox=\"0 0 %d %d\" aria-label=\"%s\">",
                width, height, escape(title));
        text.append("<style>").append(STYLE).append("</style>\n");
    }

    @SuppressWarnings("AnnotateFormatMethod")
    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    void line(String kind, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", kind, x1, y1, x2, y2);
    }

    /** Text that is anchored at its {@code start}, {@code middle} or {@code end}. */
    void text(String kind, double x, double y, String anchor, String value) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", kind, x, y, anchor, escape(value));
    }

    /** Text read from below. */
    void upright(double x, double y, String value) {
        add("<text transform=\"translate(%.1f %.1f) rotate(-90)\" text-anchor=\"middle\">%s</text>", x, y,
                escape(value));
    }

    /** A line through points given as {@code x,y x,y ..}. */
    void polyline(String points, int colour) {
        add("<polyline points=\"%s\" fill=\"none\" stroke=\"var(--c%d)\" stroke-width=\"2\" stroke-linejoin=\"round\""
                + " stroke-dasharray=\"%s\"/>", points, colour % COLOURS, dashes(colour));
    }

    /** A translucent area within a line. */
    void area(String points, int colour) {
        add("<polygon points=\"%s\" fill=\"var(--c%d)\" fill-opacity=\"0.28\" stroke=\"var(--c%d)\" stroke-width=\"1.5\"/>",
                points, colour % COLOURS, colour % COLOURS);
    }

    void dot(double x, double y, int colour, String tooltip) {
        add("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"var(--c%d)\"><title>%s</title></circle>", x, y,
                colour % COLOURS, escape(tooltip));
    }

    void bar(double x, double y, double width, double height, int colour, String tooltip) {
        add("<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"1.5\" fill=\"var(--c%d)\"><title>%s</title>"
                + "</rect>", x, y, width, Math.max(0, height), colour % COLOURS, escape(tooltip));
    }

    /** Later colours are dashed too, for those who see none. */
    private static String dashes(int colour) {
        return switch (colour % COLOURS) {
            case 0 -> "none";
            case 1 -> "7 3";
            case 2 -> "2 3";
            case 3 -> "9 3 2 3";
            case 4 -> "4 2";
            case 5 -> "12 4";
            default -> "1 4";
        };
    }

    String finish() {
        return text + "</svg>\n";
    }

    static String escape(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
