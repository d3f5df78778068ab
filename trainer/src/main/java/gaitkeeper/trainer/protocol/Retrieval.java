package gaitkeeper.trainer.protocol;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.protocol.Comparison.Self;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The published retrieval protocol: every probe sequence is one query against all gallery sequences.
 *
 * @param cmc share of queries with a right sequence among the nearest 1, 2, .. {@value #RANKS}; ties count against the query
 * @param meanAveragePrecision over the queries that have a right sequence in the gallery; ties are merged
 * @param queries number of queries
 * @param matched queries that have a right sequence in the gallery; the others are misses
 * @param gallery number of gallery sequences
 * @param switches how it was measured
 */
public record Retrieval(List<Double> cmc, double meanAveragePrecision, int queries, int matched, int gallery,
        Switches switches) {
    /** Longest list looked at. */
    public static final int RANKS = 50;

    /** Copies the curve. */
    public Retrieval {
        cmc = List.copyOf(cmc);
    }

    /**
     * Measures probes against a gallery of other sequences.
     *
     * @throws MalformedException if a set is empty or not finite, or no probe's person is in the gallery
     */
    public static Retrieval evaluate(EmbeddingSet probe, EmbeddingSet gallery, Metric metric, Switches switches) {
        return of(Comparison.of(switches.measured(probe, "probe"), switches.measured(gallery, "gallery"), metric),
                switches, 0);
    }

    /** Measures a set against itself, as in CASIA-B's single conditions; no sequence finds itself. */
    public static Retrieval within(EmbeddingSet set, Metric metric, Switches switches) {
        boolean faithful = switches.singleConditionMapSelf();
        return of(Comparison.within(switches.measured(set, "set"), metric,
                faithful ? Self.IN_PRECISION : Self.LEFT_OUT), switches, faithful ? 1 : 0);
    }

    /** Reads the figures off a comparison of different sets. */
    public static Retrieval of(Comparison comparison, Switches switches) {
        return of(comparison, switches, 0);
    }

    /** The published single-condition code leaves the first query out of the mean average precision. */
    private static Retrieval of(Comparison comparison, Switches switches, int firstAveraged) {
        int queries = comparison.queries();
        double[] precisions = IntStream.range(firstAveraged, queries).mapToDouble(comparison::averagePrecision)
                .filter(value -> !Double.isNaN(value)).toArray();
        int matched = (int) IntStream.range(0, queries).filter(query -> comparison.before(query) >= 0).count();
        if (precisions.length == 0) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "no probe's person is in the gallery: probe and gallery must share people");
        }
        return new Retrieval(cmc(comparison), Arrays.stream(precisions)
                .average().orElseThrow(), queries, matched, comparison.gallery(), switches);
    }

    private static List<Double> cmc(Comparison comparison) {
        int[] firstAt = new int[RANKS];
        for (int query = 0; query < comparison.queries(); query++) {
            int before = comparison.before(query);
            if (before >= 0 && before < RANKS) {
                firstAt[before]++;
            }
        }
        double[] curve = new double[RANKS];
        for (int rank = 0, hits = 0; rank < RANKS; rank++) {
            hits += firstAt[rank];
            curve[rank] = hits / (double) comparison.queries();
        }
        return IntStream.range(0, RANKS).mapToObj(rank -> curve[rank]).toList();
    }

    /** Share of queries with a right sequence among the nearest k. */
    public double top(int k) {
        return cmc.get(k - 1);
    }
}
