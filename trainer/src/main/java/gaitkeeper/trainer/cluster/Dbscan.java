package gaitkeeper.trainer.cluster;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** DBSCAN (Ester et al., KDD 1996) on a graph of neighbours. */
public final class Dbscan {
    /** Label of points in no cluster. */
    public static final int NOISE = -1;

    private Dbscan() {}

    /**
     * Labels the points 0, 1, .. in the order in which clusters are found from the lowest index up; a border point belongs to
     * the first cluster that reaches it.
     *
     * @param minSamples neighbours that make a point a core, itself among them
     */
    public static int[] labels(NeighbourGraph graph, int minSamples) {
        int[] labels = new int[graph.size()];
        Arrays.fill(labels, NOISE);
        int clusters = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == NOISE && graph.neighbours()[i].length >= minSamples) {
                grow(graph, minSamples, i, clusters++, labels);
            }
        }
        return labels;
    }

    private static void grow(NeighbourGraph graph, int minSamples, int core, int label, int[] labels) {
        Deque<Integer> cores = new ArrayDeque<>();
        labels[core] = label;
        cores.add(core);
        while (!cores.isEmpty()) {
            for (int neighbour : graph.neighbours()[cores.remove()]) {
                if (labels[neighbour] == NOISE) {
                    labels[neighbour] = label;
                    if (graph.neighbours()[neighbour].length >= minSamples) {
                        cores.add(neighbour);
                    }
                }
            }
        }
    }
}
