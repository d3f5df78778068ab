package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.matcher.search.Candidates.Candidate;
import java.util.List;
import java.util.Map;

/**
 * Every search compares a sketch of every vector, a quarter of its size, and the few vectors themselves that may then still be
 * among the best. The answers are those of a {@link FlatIndex}, to the bit.
 */
public final class SketchedIndex implements VectorIndex {
    /** When more than one row in so many remains, single rows are slower to compare than all of them. */
    private static final int WORTH_COMPARING_ALL = 64;

    private final Metric metric;
    private final FlatIndex vectors;
    private final Blocks sketches;
    private final SequenceLock lock = new SequenceLock();

    /**
     * Makes an empty index.
     *
     * @param width values of a vector
     */
    public SketchedIndex(Metric metric, int width) {
        this.metric = metric;
        this.vectors = new FlatIndex(metric, width);
        this.sketches = new Blocks((long) width * Kernels.ROWS, SketchQuery.NUMBERS);
    }

    @Override
    public int add(int owner, float[] vector) {
        int row = vectors.add(owner, vector);
        var sketch = Sketch.of(vector, MetricQuery.factor(metric, vector));
        Block block = sketches.reach(row);
        int lane = row % Kernels.ROWS;
        block.lock.change(() -> {
            SketchQuery.write(block, lane, sketch);
            block.assign(lane, owner);
        });
        return row;
    }

    @Override
    public void assign(Map<Integer, Integer> owners) {
        lock.change(() -> {
            vectors.assign(owners);
            owners.forEach((row, owner) -> {
                Block block = sketches.of(row);
                block.lock.change(() -> block.assign(row % Kernels.ROWS, owner));
            });
        });
    }

    @Override
    public void remove(int row) {
        var nothing = Sketch.of(new float[vectors.width()], 1);
        Block block = sketches.of(row);
        block.lock.change(() -> {
            block.assign(row % Kernels.ROWS, NOBODY);
            SketchQuery.write(block, row % Kernels.ROWS, nothing);
        });
        vectors.remove(row);
    }

    @Override
    public float[] vector(int row) {
        return vectors.vector(row);
    }

    @Override
    public int owners() {
        return vectors.owners();
    }

    /** A search for many reads the vectors: it computes more than it reads, so there is nothing to be saved by reading less. */
    @Override
    public List<List<Nearest>> search(List<float[]> probes, int limit) {
        return probes.size() == 1 ? List.of(search(probes.getFirst(), limit)) : vectors.search(probes, limit);
    }

    @Override
    public List<Nearest> search(float[] probe, int limit) {
        MetricQuery query = vectors.query(List.of(probe));
        while (true) {
            int version = lock.begin();
            List<Candidate> rows = Scan.run(sketches, () -> new Candidates(new SketchQuery(metric, probe), limit))
                    .promising();
            if (rows.size() > sketches.count() * Kernels.ROWS / WORTH_COMPARING_ALL + limit) {
                return vectors.search(List.of(probe), limit).getFirst();
            }
            var top = new TopK(limit);
            boolean all = compare(query, rows, top);
            if (all && lock.unchanged(version)) {
                return MetricQuery.shown(metric, top.ranking());
            }
        }
    }

    /** Compares rows themselves; false if one of them has gone, so that others may have been left out for its sake. */
    private boolean compare(MetricQuery query, List<Candidate> rows, TopK top) {
        for (Candidate candidate : rows) {
            if (candidate.bound() < top.floor()) {
                return true;
            }
            Block block = vectors.blocks().of(candidate.row());
            int lane = candidate.row() % Kernels.ROWS;
            boolean live;
            int owner;
            float score;
            int version;
            do {
                version = block.lock.begin();
                live = block.isLive(lane);
                owner = block.owners[lane];
                score = query.score(block, lane);
            } while (!block.lock.unchanged(version));
            if (!live) {
                return false;
            }
            top.offer(owner, score);
        }
        return true;
    }
}
