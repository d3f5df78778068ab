package gaitkeeper.recordings;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A manifest: fixed draws of which walk trains, which stands in the gallery and which is asked. Immutable.
 *
 * <p>As a file it is a CSV of {@code seed,person,walk,condition,view,role}, or the shorter {@code seed,person,walk,role}. An empty
 * condition or view stands for any; a person given as a number, {@code 7}, is {@code p007}.
 */
public final class Splits {
    private static final String SHORT = "seed,person,walk,role";
    private static final String LONG = "seed,person,walk,condition,view,role";

    private final Map<DrawnWalk, Role> roles;

    Splits(Map<DrawnWalk, Role> roles) {
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
        /** Enrolled and asked: CASIA-B's single conditions, where a sequence finds itself. */
        BOTH,
        /** A copy of another walk; left out. */
        DUPLICATE;

        /** Whether walks of this role are used where {@code wanted} ones are. */
        public boolean serves(Role wanted) {
            return this == wanted || this == BOTH && (wanted == GALLERY || wanted == PROBE);
        }
    }

    /** A walk in a draw; an empty condition or view stands for any. */
    record DrawnWalk(int seed, Take take) {}

    /**
     * Reads a manifest.
     *
     * @throws MalformedException if the file or a line is not that; the message names the line
     * @throws IOException if it cannot be read
     */
    public static Splits read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new MalformedException(Reason.BAD_FIELD, path + " is not a file; expected a CSV of " + SHORT);
        }
        List<String> lines = Files.readAllLines(path);
        String header = lines.isEmpty() ? "" : lines.getFirst().strip();
        if (!header.equals(SHORT) && !header.equals(LONG)) {
            throw malformed(path, 1, "expected the header " + SHORT + " or " + LONG);
        }
        Map<DrawnWalk, Role> roles = new LinkedHashMap<>();
        for (int line = 1; line < lines.size(); line++) {
            add(roles, path, line + 1, header, lines.get(line).strip());
        }
        return new Splits(roles);
    }

    private static void add(Map<DrawnWalk, Role> roles, Path path, int line, String header, String text) {
        String[] fields = text.split(",", -1);
        if (fields.length != header.split(",", -1).length) {
            throw malformed(path, line, "expected " + header + ", found " + fields.length + " fields");
        }
        boolean brief = header.equals(SHORT);
        try {
            var take = new Take(person(fields[1]), Integer.parseInt(fields[2]), brief ? "" : fields[3],
                    brief ? "" : fields[4]);
            Role role = Role.valueOf(fields[fields.length - 1].toUpperCase(Locale.ROOT));
            if (roles.put(new DrawnWalk(Integer.parseInt(fields[0]), take), role) != null) {
                throw malformed(path, line, "this walk has a role already");
            }
        } catch (MalformedException repeated) {
            throw repeated;
        } catch (IllegalArgumentException _) {
            throw malformed(path, line, "expected whole numbers for seed and walk, and a role that is one of train,"
                    + " gallery, probe, both, duplicate");
        }
    }

    private static String person(String field) {
        return field.matches("\\d{1,6}") ? Kgbd.person(Integer.parseInt(field)) : field;
    }

    private static MalformedException malformed(Path path, int line, String what) {
        return new MalformedException(Reason.BAD_FIELD, path.getFileName() + " line " + line + ": " + what);
    }

    /** Writes the manifest; what is there is replaced. */
    public void write(Path path) throws IOException {
        List<String> lines = new ArrayList<>(List.of(LONG));
        roles.forEach((key, role) -> lines.add(key.seed() + "," + key.take().person() + "," + key.take().walk() + ","
                + key.take().condition() + "," + key.take().view() + "," + role.name().toLowerCase(Locale.ROOT)));
        Files.write(path, lines);
    }

    /** The draws there are. */
    public NavigableSet<Integer> seeds() {
        return roles.keySet().stream().map(DrawnWalk::seed).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a walk is used for in a draw, if the draw knows the walk. */
    public Optional<Role> role(int seed, Walk walk) {
        return keys(walk.take()).map(take -> Optional.ofNullable(roles.get(new DrawnWalk(seed, take))))
                .flatMap(Optional::stream).findFirst();
    }

    /** What may stand for a walk in a manifest: the most exact first. */
    private static Stream<Take> keys(Take take) {
        return Stream.of(take, new Take(take.person(), take.walk(), take.condition(), ""),
                new Take(take.person(), take.walk(), "", take.view()), new Take(take.person(), take.walk()));
    }

    /** The walks of a recording that serve as {@code role} in a draw, in the recording's order. */
    public List<Walk> walks(Recording recording, int seed, Role role) {
        return recording.walks().stream().filter(walk -> role(seed, walk).filter(own -> own.serves(role)).isPresent())
                .toList();
    }

    /**
     * Makes sure that a draw speaks of a recording.
     *
     * @throws MalformedException if there is no such draw, or it names a walk that the recording does not have
     */
    public void requireIn(Recording recording, int seed) {
        Set<Take> there = recording.walks().stream().flatMap(walk -> keys(walk.take())).collect(Collectors.toSet());
        List<Take> wanted = new ArrayList<>(
                roles.keySet().stream().filter(key -> key.seed() == seed).map(DrawnWalk::take).toList());
        if (wanted.isEmpty()) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "the split has no draw of seed " + seed + "; it has " + seeds());
        }
        wanted.removeAll(there);
        if (!wanted.isEmpty()) {
            throw new MalformedException(Reason.BAD_FIELD, "the split names " + wanted.size()
                    + " walks that the recordings do not have, first " + wanted.getFirst().name()
                    + "; is it the manifest of another set?");
        }
    }
}
