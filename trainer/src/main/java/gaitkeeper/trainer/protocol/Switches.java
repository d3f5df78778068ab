package gaitkeeper.trainer.protocol;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.util.stream.IntStream;

/**
 * What the published evaluation code does and ought not to; the printed tables were made with it. Off by default.
 *
 * @param dropTail leave out the last, incomplete batch of {@value #BATCH} of probe and gallery, mostly the last people
 * @param singleConditionMapSelf where probe and gallery are the same sequences: count every query's hit on itself in its
 *        average precision, and leave the first query out of the mean
 */
public record Switches(boolean dropTail, boolean singleConditionMapSelf) {
    /** Nothing left out, nobody found by themselves. */
    public static final Switches CLEAN = new Switches(false, false);

    /** As the public code of Rao et al. does; for comparison with printed tables only. */
    public static final Switches FAITHFUL = new Switches(true, true);

    /** Sequences in a batch of the published code. */
    public static final int BATCH = 256;

    /** The part of a set that is measured. */
    public EmbeddingSet measured(EmbeddingSet set, String role) {
        if (!dropTail) {
            return set;
        }
        int kept = set.size() / BATCH * BATCH;
        if (kept == 0) {
            throw new MalformedException(Reason.BAD_FIELD, "the " + role + " has " + set.size()
                    + " sequences, and dropTail keeps whole batches of " + BATCH + " only: switch dropTail off");
        }
        return set.pick(IntStream.range(0, kept).toArray());
    }

    /** {@code clean}, {@code faithful}, or what is switched on. */
    public String label() {
        if (equals(CLEAN)) {
            return "clean";
        }
        return equals(FAITHFUL) ? "faithful" : dropTail ? "dropTail" : "singleConditionMapSelf";
    }
}
