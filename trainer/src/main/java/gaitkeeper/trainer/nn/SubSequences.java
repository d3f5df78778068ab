package gaitkeeper.trainer.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Sub-sequences of f frames as a tree: a node is a beginning, and sub-sequences that begin alike share it. Memory depends on
 * the past only, so a node's state is that of every sub-sequence that runs through it. Nodes are numbered level by level.
 */
public final class SubSequences {
    private final List<Level> levels;
    private final int[] frames;
    private final float[] sums;
    private final float[] means;

    /**
     * All beginnings of one length.
     *
     * @param parents position of each one's own beginning in the level before; zeros in the first level
     * @param frames last frame of each
     * @param before nodes of the level before
     */
    @SuppressWarnings("ArrayRecordComponent") // Positions for Ops.pick, made once and shared.
    public record Level(int[] parents, int[] frames, int before) {
        /** Each node's state before it, of the states of the level before: {@code [nodes, ..]}. */
        <T> LstmLayer.State<T> carried(Ops<T> ops, LstmLayer.State<T> states) {
            return continuesEach()
                    ? states
                    : new LstmLayer.State<>(ops.pick(states.output(), 0, parents),
                            ops.pick(states.memory(), 0, parents));
        }

        private boolean continuesEach() {
            return Arrays.equals(parents, IntStream.range(0, before).toArray());
        }
    }

    private SubSequences(List<Level> levels, float[] sums, float[] means) {
        this.levels = levels;
        frames = levels.stream().flatMapToInt(level -> Arrays.stream(level.frames)).toArray();
        this.sums = sums;
        this.means = means;
    }

    /** The tree of a drawing ({@link #picked}). */
    public static SubSequences draw(int frames, int repeats, RandomGenerator random) {
        return of(picked(frames, repeats, random));
    }

    /**
     * Draws k distinct frames, ascending, for each k from 1 to f.
     *
     * @param frames f
     * @param repeats how often the whole list is drawn
     */
    public static List<int[]> picked(int frames, int repeats, RandomGenerator random) {
        List<int[]> picks = new ArrayList<>();
        for (int repeat = 0; repeat < repeats; repeat++) {
            for (int count = 1; count <= frames; count++) {
                picks.add(distinct(frames, count, random));
            }
        }
        return picks;
    }

    private static int[] distinct(int frames, int count, RandomGenerator random) {
        int[] all = IntStream.range(0, frames).toArray();
        for (int i = 0; i < count; i++) {
            int j = i + random.nextInt(frames - i);
            int swap = all[i];
            all[i] = all[j];
            all[j] = swap;
        }
        return Arrays.stream(all).limit(count).sorted().toArray();
    }

    /** The whole sequence and no other. */
    static SubSequences whole(int frames) {
        return of(List.of(IntStream.range(0, frames).toArray()));
    }

    /** These sub-sequences, each a list of ascending frames. */
    public static SubSequences of(List<int[]> picks) {
        int longest = picks.stream().mapToInt(pick -> pick.length).max().orElseThrow();
        List<Level> levels = new ArrayList<>();
        List<Float> sums = new ArrayList<>();
        List<Float> means = new ArrayList<>();
        Map<List<Integer>, Integer> before = Map.of(List.of(), 0);
        for (int length = 1; length <= longest; length++) {
            Map<List<Integer>, Integer> now = new LinkedHashMap<>();
            int first = sums.size();
            for (int[] pick : picks) {
                if (pick.length >= length) {
                    int node = now.computeIfAbsent(beginning(pick, length), _ -> added(sums, means));
                    sums.set(node, sums.get(node) + 1f / picks.size());
                    means.set(node, means.get(node) + 1f / picks.size() / pick.length);
                }
            }
            levels.add(level(now, before));
            before = now;
            now.replaceAll((_, node) -> node - first);
        }
        return new SubSequences(List.copyOf(levels), array(sums), array(means));
    }

    private static List<Integer> beginning(int[] pick, int length) {
        return Arrays.stream(pick).limit(length).boxed().toList();
    }

    private static int added(List<Float> sums, List<Float> means) {
        sums.add(0f);
        means.add(0f);
        return sums.size() - 1;
    }

    private static Level level(Map<List<Integer>, Integer> nodes, Map<List<Integer>, Integer> before) {
        return new Level(
                nodes.keySet().stream().mapToInt(path -> before.getOrDefault(path.subList(0, path.size() - 1), 0))
                        .toArray(),
                nodes.keySet().stream().mapToInt(List::getLast).toArray(), before.size());
    }

    private static float[] array(List<Float> numbers) {
        float[] array = new float[numbers.size()];
        for (int i = 0; i < array.length; i++) {
            array[i] = numbers.get(i);
        }
        return array;
    }

    /** Beginnings by length. */
    List<Level> levels() {
        return levels;
    }

    /** Last frame of each node. */
    public int[] frames() {
        return frames.clone();
    }

    /** Number of nodes. */
    public int nodes() {
        return frames.length;
    }

    /** Weight of each node in a mean over sub-sequences of sums over their positions. */
    public float[] sums() {
        return sums.clone();
    }

    /** Weight of each node in a mean over sub-sequences of means over their positions. */
    public float[] means() {
        return means.clone();
    }
}
