package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import java.util.List;
import java.util.function.Predicate;

/** One thing that is learned, from given weights, by gradient steps: what a {@link Loop} runs. */
public interface Stage {
    /** Short, for file names and columns. */
    String name();

    /**
     * All that the result depends on besides how long it goes on ({@link Schedule#epochs}, {@link Schedule#patience}): what must not
     * change between the parts of one run.
     */
    String identity();

    /** Weights to start from; all of them may be moved. */
    Weights initial();

    /** Its optimisers in the order in which they move: which parameters are each one's. */
    List<Predicate<String>> optimisers();

    /** What a step of an epoch does with a batch. */
    List<Piece> pieces(int epoch, int... rows);

    /** What it takes. */
    Batches batches();

    /** How long and how fast. */
    Schedule schedule();

    /** Measures after an epoch. */
    default Measured measure(TorchOps ops) {
        return Measured.NOTHING;
    }

    /**
     * How long and how fast.
     *
     * @param epochs most epochs
     * @param patience epochs without improvement after which it ends
     * @param rate Adam's step size
     * @param penalty what is done to gradients
     */
    record Schedule(int epochs, int patience, double rate, Adam.Penalty penalty) {
        /** Checks ranges. */
        public Schedule {
            if (epochs < 1 || patience < 1 || !(rate > 0)) {
                throw new IllegalArgumentException("epochs, patience and rate must be above 0, were " + epochs + ", "
                        + patience + " and " + rate);
            }
        }

        /** Without penalty. */
        public Schedule(int epochs, int patience, double rate) {
            this(epochs, patience, rate, Adam.Penalty.NONE);
        }
    }
}
