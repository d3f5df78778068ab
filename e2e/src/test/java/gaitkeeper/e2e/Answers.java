package gaitkeeper.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code replay --csv} wrote: one line per probe walk. */
record Answers(List<Line> lines) {
    /**
     * The last answer to a walk.
     *
     * @param person who walked
     * @param nearest whom the answer is nearest to
     */
    record Line(String track, String person, int windows, String kind, String nearest, int votes, double score) {
        private static Line parse(String text) {
            String[] cells = text.split(",", -1);
            return new Line(cells[0], cells[1], Integer.parseInt(cells[2]), cells[3], cells[4],
                    Integer.parseInt(cells[5]), Double.parseDouble(cells[6]));
        }
    }

    static Answers read(Path csv) throws IOException {
        return new Answers(Files.readAllLines(csv).stream().skip(1).map(Line::parse).toList());
    }

    int walks() {
        return lines.size();
    }

    int windows() {
        return lines.stream().mapToInt(Line::windows).sum();
    }

    Set<String> people() {
        return lines.stream().map(Line::person).collect(Collectors.toSet());
    }

    /** Percent of the walks that are nearest to the right person. */
    double rank1() {
        return 100.0 * lines.stream().filter(line -> line.person.equals(line.nearest)).count() / lines.size();
    }
}
