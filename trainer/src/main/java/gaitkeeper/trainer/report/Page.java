package gaitkeeper.trainer.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** One HTML page without anything outside it. */
final class Page {
    private static final String STYLE = "report.css";

    private Page() {}

    static String of(Report report, Tables tables, List<Figure> figures) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <meta name="color-scheme" content="light dark"><title>%s</title><style>
                %s</style></head><body><main>
                <h1>%s</h1><p class="lead">%s</p>
                <section><h2>Systems</h2><dl>%s</dl></section>
                <section><h2>Tables</h2>%s%s</section>
                <section><h2>Charts</h2><div class="figures">%s</div></section>
                <section><h2>Who is hard</h2><details><summary>The people recognised least often, and whom they are taken\
                 for</summary><div class="figures">%s</div></details></section>
                </main></body></html>
                """
                .formatted(Svg.escape(report.title()), style(), Svg.escape(report.title()),
                        Svg.escape(report.data()), systems(report), legend(tables),
                        tables.all().stream().map(Table::html).collect(Collectors.joining()),
                        figures.stream().map(Page::figure).collect(Collectors.joining()),
                        tables.worst().stream().map(Table::html).collect(Collectors.joining()));
    }

    /** A page of one table and one chart. */
    static String plain(String title, String table, Figure chart) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <meta name="color-scheme" content="light dark"><title>%s</title><style>
                %s</style></head><body><main><h1>%s</h1>%s%s</main></body></html>
                """
                .formatted(Svg.escape(title), style(), Svg.escape(title), table, figure(chart));
    }

    private static String systems(Report report) {
        return report.systems().entrySet().stream().map(system -> "<dt>" + Svg.escape(system.getKey()) + "</dt><dd>"
                + Svg.escape(system.getValue()) + "</dd>").collect(Collectors.joining());
    }

    private static String legend(Tables tables) {
        String spread = tables.splits() > 1
                ? "Figures are means ± standard deviations over " + tables.splits() + " draws of the split. "
                : "Figures are of one draw of the split. ";
        return "<p>" + spread + "<b class=\"clean\">clean</b> is measured here by the protocol as it ought to be; "
                + "<b class=\"faithful\">faithful</b> here too, but as the public code does it (the last incomplete batch of "
                + "256 left out); <b class=\"published\">published</b> is printed by others, on splits nobody seeded, "
                + "often chosen on the probes. * so few different "
                + "tracks that the rate is less than one of them: a matter of chance.</p>";
    }

    private static String figure(Figure figure) {
        return "<figure id=\"" + figure.name() + "\">" + figure.svg() + "<figcaption>" + Svg.escape(figure.caption())
                + " <a href=\"" + figure.name() + ".svg\">SVG</a></figcaption></figure>\n";
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException("the program was built without " + STYLE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + STYLE, e);
        }
    }
}
