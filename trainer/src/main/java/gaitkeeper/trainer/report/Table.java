package gaitkeeper.trainer.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of a report.
 *
 * @param title what it shows
 * @param head names of the columns
 * @param rows as many cells each
 */
record Table(String title, List<String> head, List<Row> rows) {
    Table {
        rows = List.copyOf(rows);
        head = List.copyOf(head);
    }

    /** Where a row's figures come from. */
    enum Kind {
        /** Measured here. */
        CLEAN,
        /** Measured here as the published code does it. */
        FAITHFUL,
        /** Printed by others. */
        PUBLISHED
    }

    /** One row; the first cell is its name. */
    record Row(Kind kind, List<String> cells) {}

    String html() {
        var html = new StringBuilder("<div class=\"scroll\"><table><caption>" + Svg.escape(title)
                + "</caption><thead><tr>");
        head.forEach(cell -> html.append("<th>").append(Svg.escape(cell)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (Row row : rows) {
            html.append("<tr class=\"").append(row.kind.name().toLowerCase(Locale.ROOT)).append("\">");
            row.cells.forEach(cell -> html.append("<td>").append(Svg.escape(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        return html + "</tbody></table></div>\n";
    }

    /** For documents that show a table where it is typed with bars. */
    String markdown() {
        return "**" + title + "**\n\n" + bars(head) + bars(head.stream().map(_ -> "---").toList())
                + rows.stream().map(row -> bars(row.cells)).collect(Collectors.joining());
    }

    private static String bars(List<String> cells) {
        return cells.stream().map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** In columns of equal width, for a terminal. */
    String text() {
        int[] widths = IntStream.range(0, head.size())
                .map(i -> Math.max(head.get(i).length(),
                        rows.stream().mapToInt(row -> row.cells.get(i).length()).max().orElse(0)))
                .toArray();
        return title + "\n" + line(head, widths) + "\n"
                + rows.stream().map(row -> line(row.cells, widths)).collect(Collectors.joining("\n")) + "\n";
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(i -> i == 0
                        ? cells.get(i) + " ".repeat(widths[i] - cells.get(i).length())
                        : " ".repeat(widths[i] - cells.get(i).length()) + cells.get(i))
                .collect(Collectors.joining("  ")).stripTrailing();
    }
}
