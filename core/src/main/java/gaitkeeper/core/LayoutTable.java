package gaitkeeper.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What {@code layouts.txt} says of each layout; the file explains itself. */
final class LayoutTable {
    private static final String OPEN = "?";

    private static final Map<String, Row> ROWS = new HashMap<>();
    private static final Map<String, String> ALIASES = new HashMap<>();

    static {
        read();
    }

    private LayoutTable() {}

    /**
     * One layout.
     *
     * @param axes frame of the source; empty if it must be configured
     * @param unit unit of the source; empty if it must be configured
     * @param metric whether the source measures the size of bodies
     * @param geometry where joints of the same name lie
     * @param joints names in the order of the source
     * @param k25 an operator for each K25 slot
     * @param byName index of each name, as it is and without case, {@code -} and {@code _}
     */
    record Row(Optional<Axes> axes, Optional<Unit> unit, boolean metric, Geometry geometry, List<String> joints,
            List<String> k25, Map<String, Integer> byName) {
        int jointOf(String name) {
            Integer joint = byName.get(name);
            return joint != null ? joint : byName.getOrDefault(plain(name), -1);
        }
    }

    private static Map<String, Integer> byName(List<String> joints) {
        Map<String, Integer> byName = new HashMap<>();
        for (int joint = 0; joint < joints.size(); joint++) {
            byName.put(joints.get(joint), joint);
            byName.put(plain(joints.get(joint)), joint);
        }
        return byName;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    static Row row(String id) {
        return Objects.requireNonNull(ROWS.get(id), id);
    }

    /** The layout's own name, if {@code id} is another name for it; else {@code id}. */
    static String resolve(String id) {
        return ALIASES.getOrDefault(id, id);
    }

    private static void read() {
        String id = "";
        Map<String, List<String>> fields = new HashMap<>();
        List<String> field = new ArrayList<>();
        for (String line : lines()) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            List<String> words = Arrays.asList(text.split(" +", -1));
            if (words.getFirst().equals("alias")) {
                ALIASES.put(words.get(1), words.get(2));
            } else if (words.getFirst().equals("layout")) {
                finish(id, fields);
                id = words.get(1);
                fields = new HashMap<>();
            } else if (line.startsWith("     ")) {
                field.addAll(words);
            } else {
                field = new ArrayList<>(words.subList(1, words.size()));
                fields.put(words.getFirst(), field);
            }
        }
        finish(id, fields);
    }

    private static void finish(String id, Map<String, List<String>> fields) {
        if (!id.isEmpty()) {
            List<String> joints = expand(all(fields, "joints"));
            ROWS.put(id, new Row(one(fields, "axes").map(Axes::ofId), one(fields, "unit").map(Unit::ofId),
                    one(fields, "size").orElseThrow().equals("measured"),
                    Geometry.ofId(one(fields, "geometry").orElseThrow()), joints,
                    List.copyOf(all(fields, "k25")), byName(joints)));
        }
    }

    private static List<String> all(Map<String, List<String>> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    private static Optional<String> one(Map<String, List<String>> fields, String name) {
        return Optional.of(all(fields, name).getFirst()).filter(word -> !word.equals(OPEN));
    }

    private static List<String> expand(List<String> words) {
        List<String> names = new ArrayList<>();
        for (String word : words) {
            int bracket = word.indexOf('[');
            if (bracket < 0) {
                names.add(word);
            } else {
                int count = Integer.parseInt(word.substring(bracket + 1, word.length() - 1));
                for (int i = 0; i < count; i++) {
                    names.add(word.substring(0, bracket) + '_' + i);
                }
            }
        }
        return Collections.unmodifiableList(names);
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(LayoutTable.class.getResourceAsStream("layouts.txt"),
                "layouts.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
