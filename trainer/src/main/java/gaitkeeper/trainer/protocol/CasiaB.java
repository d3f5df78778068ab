package gaitkeeper.trainer.protocol;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** CASIA-B's two protocols: matching across conditions (CME) and across views (CVE). */
public final class CasiaB {
    private CasiaB() {}

    /** How people walk. */
    public enum Condition {
        /** Normal. */
        NM,
        /** With a bag. */
        BG,
        /** In a coat. */
        CL
    }

    /** Condition of the probe, then of the gallery. */
    public enum Pair {
        NM_NM(Condition.NM, Condition.NM), BG_BG(Condition.BG, Condition.BG), CL_CL(Condition.CL,
                Condition.CL), CL_NM(Condition.CL, Condition.NM), BG_NM(Condition.BG, Condition.NM);

        private final Condition probe;
        private final Condition gallery;

        Pair(Condition probe, Condition gallery) {
            this.probe = probe;
            this.gallery = gallery;
        }

        /**
         * Reads {@code nm.nm}, {@code bg.bg}, {@code cl.cl}, {@code cl.nm} or {@code bg.nm}.
         *
         * @throws MalformedException for anything else
         */
        public static Pair parse(String text) {
            return Arrays.stream(values()).filter(pair -> pair.toString().equals(text)).findFirst()
                    .orElseThrow(() -> new MalformedException(Reason.BAD_FIELD, "'" + text
                            + "' is no pair of conditions: use one of " + Arrays.toString(values())));
        }

        @Override
        public String toString() {
            return (probe + "." + gallery).toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Condition-based matching. Where both conditions are the same, so are the sequences, and no query finds itself; its
     * neighbours in the same walk it does find.
     *
     * @param test all conditions' test sequences, of the same people
     * @throws MalformedException if a condition of the pair is missing or cannot be measured
     */
    public static Retrieval match(Map<Condition, EmbeddingSet> test, Pair pair, Metric metric, Switches switches) {
        EmbeddingSet probe = of(test, pair.probe);
        return pair.probe == pair.gallery
                ? Retrieval.within(probe, metric, switches)
                : Retrieval.evaluate(probe, of(test, pair.gallery), metric, switches);
    }

    private static EmbeddingSet of(Map<Condition, EmbeddingSet> test, Condition condition) {
        EmbeddingSet set = test.get(condition);
        if (set == null) {
            throw new MalformedException(Reason.BAD_FIELD, "the test set lacks condition " + condition);
        }
        return set;
    }

    /**
     * One fold of cross-view evaluation: which sequences train and which are tested, by index.
     *
     * <p>The published code does not say which views make up the training side; here it is all the others. Figures are
     * therefore not comparable with the printed ones.
     *
     * @param view the view that is tested
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on to pick.
    public record Fold(int view, int[] train, int[] test) {}

    /** Leaves out one view after the other. */
    public static List<Fold> crossView(int[] views) {
        int[] distinct = Arrays.stream(views).sorted().distinct().toArray();
        if (distinct.length < 2) {
            throw new MalformedException(Reason.BAD_FIELD, "cross-view evaluation needs two views or more");
        }
        return Arrays.stream(distinct).mapToObj(view -> new Fold(view,
                IntStream.range(0, views.length).filter(i -> views[i] != view).toArray(),
                IntStream.range(0, views.length).filter(i -> views[i] == view).toArray())).toList();
    }
}
