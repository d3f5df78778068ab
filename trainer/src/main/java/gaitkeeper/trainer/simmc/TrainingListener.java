package gaitkeeper.trainer.simmc;

/** Told how a run goes. */
public interface TrainingListener {
    /** Nobody listens. */
    TrainingListener NONE = new TrainingListener() {
        @Override
        public void step(int epoch, int done, int steps) {}

        @Override
        public void epoch(EpochReport report) {}
    };

    /** A gradient step is done. */
    void step(int epoch, int done, int steps);

    /** An epoch is done. */
    void epoch(EpochReport report);
}
