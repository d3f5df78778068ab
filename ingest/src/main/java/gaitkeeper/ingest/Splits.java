package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Fixed draws of which walk trains, which stands in the gallery and which is asked. Immutable. */
public final class Splits {
    private static final String HEADER = "seed,person,walk,role";

    private final Map<Key, Role> roles;

    private Splits(Map<Key, Role> roles) {
        this.roles = roles;
    }

    /** What a walk is used for. */
    public enum Role {
        /** Training. */
        TRAIN,
        /** Enrolled. */
        GALLERY,
        /** Asked. */
        PROBE,
        /** A copy of another walk; left out. */
        DUPLICATE
    }

    private record Key(int seed, String person, int walk) {}

    /**
     * Reads a CSV file with the columns {@code seed,person,walk,role}.
     *
     * @throws MalformedException if the file or a line is not that; the message names the line
     * @throws IOException if it cannot be read
     */
    public static Splits read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new MalformedException(Reason.BAD_FIELD, path + " is not a file; expected a CSV of " + HEADER);
        }
        List<String> lines = Files.readAllLines(path);
        if (lines.isEmpty() || !lines.getFirst().strip().equals(HEADER)) {
            throw malformed(path, 1, "expected the header " + HEADER);
        }
        Map<Key, Role> roles = new HashMap<>();
        for (int line = 1; line < lines.size(); line++) {
            add(roles, path, line + 1, lines.get(line).strip());
        }
        return new Splits(Map.copyOf(roles));
    }

    private static void add(Map<Key, Role> roles, Path path, int line, String text) {
        String[] fields = text.split(",", -1);
        if (fields.length != 4) {
            throw malformed(path, line, "expected " + HEADER + ", found " + fields.length + " fields");
        }
        try {
            var key = new Key(Integer.parseInt(fields[0]), Kgbd.person(Integer.parseInt(fields[1])),
                    Integer.parseInt(fields[2]));
            if (roles.put(key, Role.valueOf(fields[3].toUpperCase(Locale.ROOT))) != null) {
                throw malformed(path, line, "this walk has a role already");
            }
        } catch (MalformedException repeated) {
            throw repeated;
        } catch (IllegalArgumentException _) {
            throw malformed(path, line, "expected three numbers and one of train, gallery, probe, duplicate");
        }
    }

    private static MalformedException malformed(Path path, int line, String what) {
        return new MalformedException(Reason.BAD_FIELD, path.getFileName() + " line " + line + ": " + what);
    }

    /** The draws there are. */
    public NavigableSet<Integer> seeds() {
        return roles.keySet().stream().map(Key::seed).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a walk is used for in a draw, if the draw knows the walk. */
    public Optional<Role> role(int seed, Walk walk) {
        return Optional.ofNullable(roles.get(new Key(seed, walk.person(), walk.walk())));
    }

    /** The walks of a recording that have a role in a draw, in the recording's order. */
    public List<Walk> walks(Recording recording, int seed, Role role) {
        return recording.walks().stream().filter(walk -> role(seed, walk).equals(Optional.of(role))).toList();
    }
}
