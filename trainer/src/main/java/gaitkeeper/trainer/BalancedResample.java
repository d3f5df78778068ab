package gaitkeeper.trainer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The published loaders' resampling of training sequences, which makes every person equally frequent
 * ({@code data-and-protocol.md} section 5). It uses the labels, so a method that claims to need none must not use it: off by
 * default, for comparison with the published tables only.
 */
public final class BalancedResample {
    private BalancedResample() {}

    /**
     * Draws indices: 2 floor(N / batch) pseudo-batches, in each floor(batch / people) sequences of every person, first those
     * not used yet, then with replacement from all of that person's.
     *
     * @param batch sequences of a batch, at least one per person
     * @return for {@link SequenceSet#pick}
     */
    public static int[] draw(SequenceSet set, int batch, long seed) {
        Map<Integer, List<Integer>> byPerson = new TreeMap<>();
        for (int i = 0; i < set.size(); i++) {
            byPerson.computeIfAbsent(set.person(i), _ -> new ArrayList<>()).add(i);
        }
        int each = byPerson.isEmpty() ? 0 : batch / byPerson.size();
        if (each < 1) {
            throw new IllegalArgumentException(
                    "a batch of " + batch + " does not hold one sequence of each of " + byPerson.size() + " people");
        }
        int batches = 2 * (set.size() / batch);
        int[] drawn = new int[batches * each * byPerson.size()];
        var random = new Random(seed);
        int at = 0;
        for (int i = 0; i < batches; i++) {
            for (List<Integer> own : byPerson.values()) {
                boolean whole = each * (i + 1) <= own.size();
                for (int n = 0; n < each; n++) {
                    drawn[at++] = own.get(whole ? each * i + n : random.nextInt(own.size()));
                }
            }
        }
        return drawn;
    }
}
