package gaitkeeper.matcher;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A probe against every exemplar of a gallery of ten per person. One rival is the loop one would write first; the other only
 * compares as much memory with itself, and so tells how fast a search can be at all. {@code gigabytes} is what was read per second.
 *
 * <pre>
 * java -Xmx2g --add-modules jdk.incubator.vector --sun-misc-unsafe-memory-access=allow -cp 'benchmarks/target/benchmarks/lib/*' \
 *   org.openjdk.jmh.Main GallerySearchBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up first.
public class GallerySearchBenchmark {
    private static final int PER_PERSON = 10;
    private static final int LIMIT = 10;
    private static final ModelId MODEL = new ModelId("random@1");

    /** Rows of the gallery. */
    @Param({"10000", "100000"})
    public int exemplars;
    /** Values of an embedding. */
    @Param({"128", "420"})
    public int width;
    /** How they are compared. */
    @Param("COSINE")
    public Metric metric;

    private LoggedGallery gallery;
    private long entries;
    private float[][] rows;
    private int[] firstHalf;
    private int[] secondHalf;
    private float[] probe;

    /** What was read. */
    @State(Scope.Thread)
    @AuxCounters
    public static class Read {
        private long bytes;

        /** Starts afresh with each iteration. */
        @Setup(Level.Iteration)
        public void clear() {
            bytes = 0;
        }

        /** 1,000,000,000 bytes. */
        public double gigabytes() {
            return bytes / 1e9;
        }
    }

    /** Fills the gallery. */
    @Setup
    public void fill() {
        var random = new Random(1);
        gallery = new LoggedGallery(() -> new ExactIndex(metric, Optional.empty()));
        rows = new float[exemplars][];
        firstHalf = new int[exemplars * width / 2];
        secondHalf = new int[exemplars * width / 2];
        probe = vector(random);
        for (int row = 0; row < exemplars; row++) {
            rows[row] = unitLength(vector(random));
            enrol(row);
        }
        unitLength(probe);
    }

    private void enrol(int row) {
        int person = row / PER_PERSON;
        var identity = new IdentityId(new UUID(0, person));
        var track = new TrackId("cam", "s1", Integer.toString(person));
        if (row % PER_PERSON == 0) {
            apply(new IdentityEvent.Enrolled(identity, person + 1, "", track, 0));
        }
        var sequence = new SequenceId(track, row, WindowSpec.of(6));
        apply(new IdentityEvent.ExemplarAdded(identity, new Exemplar(sequence, MODEL, rows[row])));
    }

    private void apply(IdentityEvent event) {
        gallery.apply(new LogEntry(++entries, new UUID(0, entries), "benchmark", 0, event));
    }

    private float[] vector(Random random) {
        float[] vector = new float[width];
        for (int i = 0; i < width; i++) {
            vector[i] = random.nextFloat(-1, 1);
        }
        return vector;
    }

    private static float[] unitLength(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }

    private void count(Read read) {
        read.bytes += (long) exemplars * width * Float.BYTES;
    }

    /** The search as the matcher asks for it. */
    @Benchmark
    public List<Gallery.Hit> search(Read read) {
        count(read);
        return gallery.search(MODEL, probe, LIMIT);
    }

    /** A dot product per row, the best of each person. */
    @Benchmark
    public float[] plainLoop(Read read) {
        count(read);
        float[] best = new float[exemplars / PER_PERSON];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        for (int row = 0; row < exemplars; row++) {
            float dot = 0;
            for (int i = 0; i < width; i++) {
                dot += rows[row][i] * probe[i];
            }
            best[row / PER_PERSON] = Math.max(best[row / PER_PERSON], dot);
        }
        return best;
    }

    /** Reads as many bytes: the JVM compares arrays as fast as the processor can. */
    @Benchmark
    public boolean memoryRead(Read read) {
        count(read);
        return Arrays.equals(firstHalf, secondHalf);
    }
}
