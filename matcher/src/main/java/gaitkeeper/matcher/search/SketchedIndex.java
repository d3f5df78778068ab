package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.matcher.search.Candidates.Candidate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        Optional<TopK> top = Optional.empty();
        while (top.isEmpty()) {
            top = lock.read(() -> compare(query, probe, limit));
        }
        return MetricQuery.shown(metric, top.get().ranking());
    }

    /** The best; empty if a row has gone for whose sake others may have been left out. */
    private Optional<TopK> compare(MetricQuery query, float[] probe, int limit) {
        List<Candidate> candidates = Scan
                .run(sketches, () -> new Candidates(new SketchQuery(metric, probe), limit)).promising();
        if (candidates.size() > sketches.count() * Kernels.ROWS / WORTH_COMPARING_ALL + limit) {
            return Optional.of(vectors.best(query, limit));
        }
        var top = new TopK(limit);
        for (Candidate candidate : candidates) {
            if (candidate.bound() < top.floor()) {
                break;
            }
            Optional<Nearest> exact = compare(query, candidate.row());
            if (exact.isEmpty()) {
                return Optional.empty();
            }
            top.offer(exact.get().owner(), exact.get().score());
        }
        return Optional.of(top);
    }

    private Optional<Nearest> compare(MetricQuery query, int row) {
        Block block = vectors.blocks().of(row);
        int lane = row % Kernels.ROWS;
        return block.lock.read(() -> block.isLive(lane)
                ? Optional.of(new Nearest(block.owners[lane], query.score(block, lane)))
                : Optional.empty());
    }
}
