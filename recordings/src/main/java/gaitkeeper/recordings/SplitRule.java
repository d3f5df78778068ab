package gaitkeeper.recordings;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.recordings.Splits.DrawnWalk;
import gaitkeeper.recordings.Splits.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A published rule of who trains and who is asked ({@code data-and-protocol.md} sections 2 and 7). Copies of walks are found first
 * and left out. A draw depends on the recordings and the seed alone.
 */
public final class SplitRule {
    /** What {@link #of} understands. */
    public static final String NAMES = "kgbd, ks20, ias-a, ias-b, biwi-w, biwi-s, arrays, casia-P.G (as casia-nm.cl)";

    private static final int MIN_WALKS = 3;
    private static final Pattern CASIA = Pattern.compile("casia-([a-z]+)\\.([a-z]+)");

    private final Draw draw;

    private SplitRule(Draw draw) {
        this.draw = draw;
    }

    /** Gives roles to walks that are no copies. */
    private interface Draw {
        void add(List<Walk> walks, int seed, Map<DrawnWalk, Role> roles);
    }

    /**
     * Finds a rule by its name.
     *
     * @throws MalformedException if there is none; the message lists what there is
     */
    public static SplitRule of(String name) {
        Matcher casia = CASIA.matcher(name);
        if (casia.matches()) {
            return byCondition("train", casia.group(2), casia.group(1));
        }
        return switch (name) {
            case "kgbd" -> new SplitRule(SplitRule::kgbd);
            case "ks20" -> new SplitRule(SplitRule::ks20);
            case "ias-a" -> byCondition("train", "B", "A");
            case "ias-b" -> byCondition("train", "A", "B");
            case "biwi-w" -> byCondition("train", "Still", "Walking");
            case "biwi-s" -> byCondition("train", "Walking", "Still");
            case "arrays" -> byCondition("train", "gallery", "probe");
            default ->
                throw new MalformedException(Reason.BAD_FIELD, "there is no rule " + name + "; there are " + NAMES);
        };
    }

    /** The gallery is the other condition's test recordings; nothing is drawn. */
    private static SplitRule byCondition(String train, String gallery, String probe) {
        return new SplitRule((walks, seed, roles) -> {
            for (Walk walk : walks) {
                String condition = walk.take().condition();
                if (condition.equals(train)) {
                    roles.put(new DrawnWalk(seed, walk.take()), Role.TRAIN);
                } else if (condition.equals(gallery)) {
                    roles.put(new DrawnWalk(seed, walk.take()), gallery.equals(probe) ? Role.BOTH : Role.GALLERY);
                } else if (condition.equals(probe)) {
                    roles.put(new DrawnWalk(seed, walk.take()), Role.PROBE);
                }
            }
            for (String wanted : List.of(train, gallery, probe)) {
                if (walks.stream().noneMatch(walk -> walk.take().condition().equals(wanted))) {
                    throw new MalformedException(Reason.BAD_FIELD,
                            "no recording has the condition " + wanted + ", which the rule needs; the set has "
                                    + new TreeSet<>(walks.stream().map(walk -> walk.take().condition()).toList()));
                }
            }
        });
    }

    /** Per person two walks for the gallery and one to ask, the rest to train; of three, one each. */
    private static void kgbd(List<Walk> walks, int seed, Map<DrawnWalk, Role> roles) {
        var random = new Random(seed);
        byPerson(walks).forEach((person, own) -> {
            Walk[] drawn = own.toArray(Walk[]::new);
            shuffle(drawn, random);
            int gallery = drawn.length > MIN_WALKS ? 2 : 1;
            for (int i = 0; i < drawn.length; i++) {
                Role role = i < gallery ? Role.GALLERY : i == gallery ? Role.PROBE : Role.TRAIN;
                roles.put(new DrawnWalk(seed, drawn[i].take()), role);
            }
        });
    }

    /** Per person one recording for the gallery and one to ask, the rest to train; the same in all views. */
    private static void ks20(List<Walk> walks, int seed, Map<DrawnWalk, Role> roles) {
        var random = new Random(seed);
        byPerson(walks).forEach((person, own) -> {
            Integer[] drawn = new TreeSet<>(own.stream().map(Walk::walk).toList()).toArray(Integer[]::new);
            requireThree(person, drawn.length);
            shuffle(drawn, random);
            for (Walk walk : own) {
                int place = Arrays.asList(drawn).indexOf(walk.walk());
                roles.put(new DrawnWalk(seed, walk.take()),
                        place == 0 ? Role.GALLERY : place == 1 ? Role.PROBE : Role.TRAIN);
            }
        });
    }

    private static Map<String, List<Walk>> byPerson(List<Walk> walks) {
        Map<String, List<Walk>> byPerson = new TreeMap<>();
        for (Walk walk : walks) {
            byPerson.computeIfAbsent(walk.person(), _ -> new ArrayList<>()).add(walk);
        }
        byPerson.forEach((person, own) -> requireThree(person, own.size()));
        return byPerson;
    }

    private static void requireThree(String person, int recordings) {
        if (recordings < MIN_WALKS) {
            throw new MalformedException(Reason.BAD_FIELD, person + " has " + recordings
                    + " different recordings; the rule needs three: one each to train, enrol and ask");
        }
    }

    private static <T> void shuffle(T[] array, Random random) {
        for (int last = array.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            T swapped = array[last];
            array[last] = array[other];
            array[other] = swapped;
        }
    }

    /**
     * Draws once per seed.
     *
     * @throws MalformedException if the recordings lack what the rule needs; the message names person or condition
     */
    public Splits draw(Recording recording, int... seeds) {
        Set<Take> copies = Copies.of(recording).keySet();
        List<Walk> walks = recording.walks().stream().filter(walk -> !copies.contains(walk.take())).toList();
        Map<DrawnWalk, Role> roles = new LinkedHashMap<>();
        for (int seed : seeds) {
            draw.add(walks, seed, roles);
            copies.forEach(copy -> roles.put(new DrawnWalk(seed, copy), Role.DUPLICATE));
        }
        return new Splits(roles);
    }
}
