package gaitkeeper.matcher.search;

import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.matcher.search.VectorIndex.Nearest;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The mean of each owner's vectors, along the axes of a PLDA, and who is likeliest to have made a track. One thread changes it,
 * any number search: a search sees every owner as it was at some moment during the search.
 */
public final class LikelihoodIndex {
    /** So many more than asked for are compared again in double precision, which settles their order. */
    private static final int SPARE = 8;

    private final Plda plda;
    private final Blocks blocks;

    /** Makes an empty index. */
    public LikelihoodIndex(Plda plda) {
        this.plda = plda;
        this.blocks = new Blocks((long) plda.axes() * Kernels.ROWS * Float.BYTES, LikelihoodQuery.NUMBERS);
    }

    /**
     * Adds vectors to an owner's mean.
     *
     * @param owner 0 or more, best without gaps
     * @param vectors 1 or more, as wide as the PLDA
     */
    public void add(int owner, List<float[]> vectors) {
        Block block = blocks.reach(owner);
        int lane = owner % Kernels.ROWS;
        int before = block.isLive(lane) ? LikelihoodQuery.vectors(block, lane) : 0;
        float[] mean = new float[plda.axes()];
        Lanes.read(block, lane, mean);
        int now = before + vectors.size();
        float[] added = projected(vectors);
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (mean[i] * before + added[i] * vectors.size()) / now;
        }
        set(owner, mean, now);
    }

    private void set(int owner, float[] mean, int vectors) {
        Block block = blocks.reach(owner);
        int lane = owner % Kernels.ROWS;
        block.lock.change(() -> {
            Lanes.write(block, lane, mean);
            LikelihoodQuery.tell(block, lane, vectors);
            block.assign(lane, owner);
        });
    }

    /** Says anew what an owner's vectors are; without any it is found no more, and what was known is overwritten. */
    public void set(int owner, List<float[]> vectors) {
        if (vectors.isEmpty()) {
            Block block = blocks.reach(owner);
            int lane = owner % Kernels.ROWS;
            block.lock.change(() -> {
                block.assign(lane, VectorIndex.NOBODY);
                Lanes.write(block, lane, new float[plda.axes()]);
            });
        } else {
            set(owner, projected(vectors), vectors.size());
        }
    }

    private float[] projected(List<float[]> vectors) {
        var mean = new TrackMean(plda.width());
        vectors.forEach(mean::add);
        return plda.project(mean.mean());
    }

    /**
     * Finds the likeliest owners: best first, scored by {@link Plda#likelihood}, of equals the lower number first.
     *
     * @param limit most owners wanted, 1 or more
     */
    public List<Nearest> search(TrackMean track, int limit) {
        float[] projected = plda.project(track.mean());
        int windows = track.windows();
        List<Nearest> candidates = Scan
                .run(blocks, () -> new Best(new LikelihoodQuery(plda, projected, windows), limit + SPARE))
                .tops()[0].ranking();
        return candidates.stream().map(n -> exact(n.owner(), projected, windows)).flatMap(Optional::stream)
                .sorted(Comparator.comparing(Nearest::score).reversed().thenComparing(Nearest::owner)).limit(limit)
                .toList();
    }

    /** The owner's likelihood as it is now; empty if it was forgotten meanwhile. */
    private Optional<Nearest> exact(int owner, float[] track, int windows) {
        Block block = blocks.of(owner);
        int lane = owner % Kernels.ROWS;
        return block.lock.read(() -> {
            if (!block.isLive(lane)) {
                return Optional.empty();
            }
            float[] mean = new float[plda.axes()];
            Lanes.read(block, lane, mean);
            int vectors = LikelihoodQuery.vectors(block, lane);
            return Optional.of(new Nearest(owner, plda.likelihood(track, windows, mean, vectors)));
        });
    }
}
