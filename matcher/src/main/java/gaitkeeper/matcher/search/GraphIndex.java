package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Metric;
import io.github.jbellis.jvector.vector.types.VectorFloat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/**
 * An approximate index for archives: most vectors hang in a graph of neighbours, of which a search looks at a few thousand;
 * what came since it was built is compared in full. Nothing removed is ever found; a little of what is near may be missed (docs/search.md
 * says how little). The scores of what is found are those of a {@link FlatIndex}.
 */
public final class GraphIndex implements VectorIndex {
    /*
     * A graph never changes. When enough has come or gone since, another one is built by the executor, and adopted by the next
     * change after it is done. Rows are numbered once and for all, so that what the graph finds can be looked up whatever has
     * happened to it since.
     */
    private static final int WIDTH = 100;
    private static final int REMOVED = -2;

    private final Metric metric;
    private final int width;
    private final int tolerated;
    private final Executor builders;
    private final SequenceLock lock = new SequenceLock();
    private final Owners owners = new Owners();
    private volatile State state;
    /** By row: owner, or {@link #REMOVED}. */
    private volatile int[] ownerOf = new int[16];
    /** By row, for the thread that changes: where among the recent, or, turned round, in the archive. */
    private int[] placeOf = new int[16];
    private int rows;
    private int changes;
    private Optional<CompletableFuture<Archive>> building = Optional.empty();
    private int builtFrom;

    /** What a search sees. */
    private record State(Optional<Archive> archive, FlatIndex recent) {}

    /**
     * Makes an empty index.
     *
     * @param width values of a vector
     * @param tolerated changes after which a graph is built anew, or an eighth of its size if that is more
     * @param builders runs the building
     */
    public GraphIndex(Metric metric, int width, int tolerated, Executor builders) {
        this.metric = metric;
        this.width = width;
        this.tolerated = tolerated;
        this.builders = builders;
        this.state = new State(Optional.empty(), new FlatIndex(metric, width));
    }

    @Override
    public int add(int owner, float[] vector) {
        adopt();
        int place = state.recent.add(owner, vector);
        int row = rows++;
        if (row == placeOf.length) {
            placeOf = Arrays.copyOf(placeOf, 2 * row);
            ownerOf = Arrays.copyOf(ownerOf, 2 * row);
        }
        placeOf[row] = place;
        own(row, owner);
        owners.passed(NOBODY, owner);
        changed();
        return row;
    }

    private void own(int row, int owner) {
        int[] now = ownerOf;
        now[row] = owner;
        ownerOf = now; // so that others see it
    }

    @Override
    public void assign(Map<Integer, Integer> changed) {
        adopt();
        lock.change(() -> changed.forEach((row, owner) -> {
            owners.passed(ownerOf[row], owner);
            own(row, owner);
            if (placeOf[row] >= 0) {
                state.recent.assign(Map.of(placeOf[row], owner));
            }
        }));
    }

    @Override
    public void remove(int row) {
        adopt();
        owners.passed(ownerOf[row], NOBODY);
        own(row, REMOVED);
        if (placeOf[row] >= 0) {
            state.recent.remove(placeOf[row]);
        } else {
            state.archive.orElseThrow().erase(~placeOf[row]);
        }
        changed();
    }

    @Override
    public float[] vector(int row) {
        if (ownerOf[row] == REMOVED) {
            return new float[width];
        }
        return placeOf[row] >= 0
                ? state.recent.vector(placeOf[row])
                : state.archive.orElseThrow().vector(~placeOf[row]);
    }

    @Override
    public int owners() {
        return owners.distinct();
    }

    private void changed() {
        changes++;
        int archived = state.archive.map(Archive::size).orElse(0);
        if (building.isEmpty() && changes > Math.max(tolerated, archived / 8)) {
            build();
        }
    }

    private void build() {
        int[] kept = IntStream.range(0, rows).filter(row -> ownerOf[row] != REMOVED).toArray();
        List<VectorFloat<?>> values = Arrays.stream(kept).<VectorFloat<?>>mapToObj(this::kept).toList();
        builtFrom = rows;
        changes = 0;
        building = Optional.of(CompletableFuture.supplyAsync(() -> Archive.of(metric, width, kept, values), builders));
    }

    private VectorFloat<?> kept(int row) {
        return placeOf[row] >= 0
                ? Archive.keep(state.recent.vector(placeOf[row]))
                : state.archive.orElseThrow().kept(~placeOf[row]);
    }

    /** Takes over a graph that is done. What came since it was begun is recent. */
    private void adopt() {
        if (building.isEmpty() || !building.get().isDone()) {
            return;
        }
        Archive archive = building.get().join();
        building = Optional.empty();
        var recent = new FlatIndex(metric, width);
        int[] places = placeOf.clone();
        for (int node = 0; node < archive.size(); node++) {
            places[archive.row(node)] = ~node;
        }
        for (int row = builtFrom; row < rows; row++) {
            if (ownerOf[row] != REMOVED) {
                places[row] = recent.add(0, vector(row));
                recent.assign(Map.of(places[row], ownerOf[row]));
            }
        }
        placeOf = places;
        state = new State(Optional.of(archive), recent);
        for (int node = 0; node < archive.size(); node++) {
            if (ownerOf[archive.row(node)] == REMOVED) {
                archive.erase(node);
            }
        }
    }

    @Override
    public List<List<Nearest>> search(List<float[]> probes, int limit) {
        return probes.stream().map(probe -> lock.read(() -> search(state, probe, limit))).toList();
    }

    private List<Nearest> search(State now, float[] probe, int limit) {
        MetricQuery query = now.recent.query(List.of(probe));
        var top = new TopK(limit);
        now.recent.search(probe, limit).forEach(n -> top.offer(n.owner(), n.score()));
        now.archive.ifPresent(archive -> search(archive, query, probe, limit, top));
        return top.ranking();
    }

    /** One owner may have many of the nearest vectors; then the search widens until it has met enough owners. */
    private void search(Archive archive, MetricQuery query, float[] probe, int limit, TopK top) {
        int count = Math.max(WIDTH, 2 * limit);
        while (true) {
            int[] nodes = archive.search(probe, count, row -> ownerOf[row] >= 0);
            long met = Arrays.stream(nodes).map(node -> ownerOf[archive.row(node)]).distinct().count();
            if (met >= limit || nodes.length < count) {
                offer(archive, nodes, query, top);
                return;
            }
            count *= 4;
        }
    }

    private void offer(Archive archive, int[] nodes, MetricQuery query, TopK top) {
        for (int node : nodes) {
            float[] vector = archive.vector(node);
            float score = query.score(vector, MetricQuery.factor(metric, vector));
            int owner = ownerOf[archive.row(node)];
            if (owner >= 0) {
                top.offer(owner, MetricQuery.shown(metric, score));
            }
        }
    }
}
