package gaitkeeper.trainer.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A printed result of Rao et al. and those they compare with, in percent: their READMEs and surveys, merged. Retrieval and
 * classification figures of one name are not comparable with one another.
 *
 * @param protocol {@code retrieval}, {@code classification}, or {@code nearest} for CAGE's own matching
 * @param setting such as {@code KGBD} or {@code CASIA-B nm.nm}
 * @param method as printed
 * @param top1 rank-1
 * @param top5 rank-5
 * @param top10 rank-10
 * @param map mean average precision
 * @param nAuc area under the micro-averaged ROC
 */
public record Published(String protocol, String setting, String method, OptionalDouble top1, OptionalDouble top5,
        OptionalDouble top10, OptionalDouble map, OptionalDouble nAuc) {
    private static final String RESOURCE = "published.csv";
    private static final int CELLS = 8;

    /** All of one protocol on one setting, as printed. */
    public static List<Published> of(String protocol, String setting) {
        return all().stream().filter(row -> row.protocol.equals(protocol) && row.setting.equals(setting)).toList();
    }

    /** All there are. */
    public static List<Published> all() {
        try (InputStream in = Published.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the program was built without " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).map(Published::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }

    private static Published parse(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != CELLS) {
            throw new IllegalStateException(RESOURCE + " needs " + CELLS + " cells a line: " + line);
        }
        return new Published(cells[0], cells[1], cells[2], number(cells[3]), number(cells[4]), number(cells[5]),
                number(cells[6]), number(cells[7]));
    }

    private static OptionalDouble number(String cell) {
        return cell.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell));
    }
}
