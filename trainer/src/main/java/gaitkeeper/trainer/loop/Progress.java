package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.work.Phases;
import java.util.Map;

/** Told how a run goes. */
public interface Progress {
    /** Nobody listens. */
    Progress NONE = new Progress() {
        @Override
        public void step(String stage, int epoch, int done, int steps) {}

        @Override
        public void epoch(Epoch report) {}
    };

    /**
     * What one epoch did.
     *
     * @param stage its name
     * @param epoch number from 0 within the stage
     * @param number number from 0 within the run
     * @param loss mean over the steps of the sum of the losses
     * @param figures what was measured after it
     * @param improved whether it is the best so far
     * @param phases where the time went
     */
    record Epoch(String stage, int epoch, int number, double loss, Map<String, Double> figures, boolean improved,
            Phases phases) {}

    /** A gradient step is done. */
    void step(String stage, int epoch, int done, int steps);

    /** An epoch is done. */
    void epoch(Epoch report);
}
