package gaitkeeper.matcher;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.ModelSpec;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Searches among made-up people, for the compiler to see what the loops of a search are. */
record Rehearsal(ModelSpec model, ExemplarIndex index) implements Runnable {
    private static final int PEOPLE = 512;
    private static final int LIMIT = 8;
    /** Searches between two pauses, in which the compiler comes to its turn. */
    private static final int AT_ONCE = 4;
    private static final int PAUSES = 60;
    private static final long PAUSE_NS = 50_000_000;
    /** A search that takes no longer is compiled. */
    private static final long FAST_NS = 100_000;

    @Override
    public void run() {
        var random = new Random(1);
        for (int i = 0; i < PEOPLE; i++) {
            var sequence = new SequenceId(new TrackId("rehearsal", "0", Integer.toString(i)), i,
                    WindowSpec.of(model.frames()));
            index.add(new IdentityId(new UUID(0, i)), new Exemplar(sequence, model.modelId(), vector(random)));
        }
        var track = new TrackMean(model.width());
        track.add(vector(random));
        for (int pause = 0; pause < PAUSES && time(track) > AT_ONCE * FAST_NS; pause++) {
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    private long time(TrackMean track) {
        long began = System.nanoTime();
        for (int i = 0; i < AT_ONCE; i++) {
            if (model.calibration().comparesMeans()) {
                index.likeliest(model.modelId(), track, LIMIT);
            } else {
                index.search(model.modelId(), track.mean(), LIMIT);
            }
        }
        return System.nanoTime() - began;
    }

    private float[] vector(Random random) {
        float[] vector = new float[model.width()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }
}
