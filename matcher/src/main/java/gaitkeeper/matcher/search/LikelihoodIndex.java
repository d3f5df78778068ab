package gaitkeeper.matcher.search;

import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.matcher.search.Outlines.Outline;
import gaitkeeper.matcher.search.VectorIndex.Nearest;
import java.util.List;

/**
 * The mean of each owner's vectors, along the axes of a PLDA, and who is likeliest to have made a track. One thread changes it,
 * any number search: a search sees every owner as it was at some moment during the search.
 */
public final class LikelihoodIndex {
    private final Plda plda;
    private final Outlines outlines;
    private final MeanRows rows;

    /** Makes an empty index. */
    public LikelihoodIndex(Plda plda) {
        this.plda = plda;
        this.outlines = new Outlines(plda);
        this.rows = new MeanRows(outlines.axes(), plda.axes());
    }

    /**
     * Adds vectors to an owner's mean.
     *
     * @param owner 0 or more, best without gaps
     * @param vectors 1 or more, as wide as the PLDA
     */
    public void add(int owner, List<float[]> vectors) {
        Block block = rows.reach(owner);
        int lane = owner % Kernels.ROWS;
        float[] mean = projected(vectors);
        int before = block.isLive(lane) ? rows.vectors(block, lane) : 0;
        int now = before + vectors.size();
        if (before > 0) {
            float[] known = rows.mean(owner);
            for (int i = 0; i < mean.length; i++) {
                mean[i] = (known[i] * before + mean[i] * vectors.size()) / now;
            }
        }
        set(owner, owner, mean, now);
    }

    /** Writes an owner's row, and whose it counts as. */
    private void set(int owner, int counted, float[] mean, int vectors) {
        Block block = rows.reach(owner);
        Outline outline = outlines.of(mean);
        block.lock.change(() -> {
            rows.write(owner, mean, vectors, outline);
            block.assign(owner % Kernels.ROWS, counted);
        });
    }

    /** Says anew what an owner's vectors are; without any it is found no more, and what was known is overwritten. */
    public void set(int owner, List<float[]> vectors) {
        if (vectors.isEmpty()) {
            set(owner, VectorIndex.NOBODY, new float[plda.axes()], 0);
        } else {
            set(owner, owner, projected(vectors), vectors.size());
        }
    }

    private float[] projected(List<float[]> vectors) {
        float[] mean = vectors.getFirst().clone();
        for (float[] vector : vectors.subList(1, vectors.size())) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= vectors.size();
        }
        return plda.project(mean);
    }

    /**
     * Finds the likeliest owners: best first, scored by {@link Plda#likelihood}, of equals the lower number first.
     *
     * @param limit most owners wanted, 1 or more
     */
    public List<Nearest> search(TrackMean track, int limit) {
        float[] projected = plda.project(track.mean());
        return Scan.run(rows.outlines(), () -> new Likeliest(plda, outlines, rows, projected, track.windows(), limit))
                .top().ranking();
    }
}
