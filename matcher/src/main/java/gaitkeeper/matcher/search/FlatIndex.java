package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Metric;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Every search compares every vector, in 32 bits: recall 1. */
public final class FlatIndex implements VectorIndex {
    private final Metric metric;
    private final int width;
    private final Blocks blocks;
    private final SequenceLock lock = new SequenceLock();
    private final Owners owners = new Owners();
    private final Deque<Integer> free = new ArrayDeque<>();
    private int rows;

    /**
     * Makes an empty index.
     *
     * @param width values of a vector
     */
    public FlatIndex(Metric metric, int width) {
        this.metric = metric;
        this.width = width;
        this.blocks = new Blocks((long) width * Kernels.ROWS * Float.BYTES, 1);
    }

    @Override
    public int add(int owner, float[] vector) {
        checkWidth("exemplar", vector);
        int row = free.isEmpty() ? rows++ : free.pop();
        Block block = blocks.reach(row);
        int lane = row % Kernels.ROWS;
        block.lock.change(() -> {
            Lanes.write(block, lane, vector);
            block.beside[lane] = MetricQuery.factor(metric, vector);
            block.assign(lane, owner);
        });
        owners.passed(NOBODY, owner);
        return row;
    }

    private void checkWidth(String what, float[] vector) {
        if (vector.length != width) {
            throw new IllegalArgumentException(what + " of " + vector.length + " values in a gallery of " + width);
        }
    }

    @Override
    public void assign(Map<Integer, Integer> changed) {
        lock.change(() -> changed.forEach(this::assign));
    }

    private void assign(int row, int owner) {
        Block block = blocks.of(row);
        int lane = row % Kernels.ROWS;
        owners.passed(block.owners[lane], owner);
        block.lock.change(() -> block.assign(lane, owner));
    }

    @Override
    public void remove(int row) {
        Block block = blocks.of(row);
        int lane = row % Kernels.ROWS;
        owners.passed(block.owners[lane], NOBODY);
        block.lock.change(() -> {
            block.assign(lane, NOBODY);
            Lanes.write(block, lane, new float[width]);
        });
        free.push(row);
    }

    @Override
    public float[] vector(int row) {
        float[] vector = new float[width];
        Lanes.read(blocks.of(row), row % Kernels.ROWS, vector);
        return vector;
    }

    @Override
    public int owners() {
        return owners.distinct();
    }

    @Override
    public List<List<Nearest>> search(List<float[]> probes, int limit) {
        MetricQuery query = query(probes);
        return Arrays.stream(all(query, limit)).map(TopK::ranking).map(ranking -> MetricQuery.shown(metric, ranking))
                .toList();
    }

    private TopK[] all(MetricQuery query, int limit) {
        return lock.read(() -> Scan.run(blocks, () -> new Best(query, limit))).tops();
    }

    /** The best for the one probe of a query. */
    TopK best(MetricQuery query, int limit) {
        return all(query, limit)[0];
    }

    /** Probes made ready for this index. */
    MetricQuery query(List<float[]> probes) {
        probes.forEach(probe -> checkWidth("probe", probe));
        return new MetricQuery(metric, width, probes);
    }

    int width() {
        return width;
    }

    Blocks blocks() {
        return blocks;
    }
}
