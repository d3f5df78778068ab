package gaitkeeper.trainer;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One draw of the published rule: which walk of a person trains, stands in the gallery or probes it. */
final class KgbdSplit {
    /** What a walk is for. */
    enum Role {
        TRAIN, GALLERY, PROBE,
        /** A copy of another walk; left out. */
        DUPLICATE
    }

    private record Key(int person, int walk) {}

    private final Map<Key, Role> roles;

    private KgbdSplit(Map<Key, Role> roles) {
        this.roles = Map.copyOf(roles);
    }

    /**
     * Reads one draw from lines of {@code seed,person,walk,role} below a heading.
     *
     * @throws MalformedException if the draw is not there or a line cannot be read
     */
    static KgbdSplit read(Path csv, int seed) {
        try {
            return parse(Files.readAllLines(csv), seed);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + csv, e);
        }
    }

    static KgbdSplit parse(List<String> lines, int seed) {
        Map<Key, Role> roles = new HashMap<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] cells = line.strip().split(",", -1);
            if (cells.length != 4) {
                throw new MalformedException(Reason.BAD_FIELD, "a line of the split needs seed,person,walk,role");
            }
            if (number(cells[0]) == seed) {
                roles.put(new Key(number(cells[1]), number(cells[2])), role(cells[3]));
            }
        }
        if (roles.isEmpty()) {
            throw new MalformedException(Reason.BAD_FIELD, "the split has no draw of seed " + seed);
        }
        return new KgbdSplit(roles);
    }

    private static int number(String cell) {
        try {
            return Integer.parseInt(cell);
        } catch (NumberFormatException _) {
            throw new MalformedException(Reason.BAD_FIELD, "seed, person and walk of the split must be whole numbers");
        }
    }

    private static Role role(String cell) {
        return switch (cell) {
            case "train" -> Role.TRAIN;
            case "gallery" -> Role.GALLERY;
            case "probe" -> Role.PROBE;
            case "duplicate" -> Role.DUPLICATE;
            default -> throw new MalformedException(Reason.BAD_FIELD,
                    "a role of the split is none of train, gallery, probe, duplicate");
        };
    }

    /** What a walk is for; a walk the draw does not name is left out. */
    Role role(KgbdWindows.Walk walk) {
        return roles.getOrDefault(new Key(walk.person(), walk.walk()), Role.DUPLICATE);
    }
}
