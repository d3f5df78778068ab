package gaitkeeper.benchmarks;

import ai.onnxruntime.OrtException;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.bundle.Plda;
import gaitkeeper.matcher.search.LikelihoodIndex;
import gaitkeeper.matcher.search.VectorIndex.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whose a track likeliest is, among the means of made-up people (see {@code GalleryFixture}), seen again. One rival computes every
 * likelihood as one would first write it; the other only compares as much memory with itself.
 *
 * <pre>
 * ORT_DISABLE_TELEMETRY=1 java -Xmx6g --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
 *   --sun-misc-unsafe-memory-access=allow -cp 'benchmarks/target/benchmarks/lib/*' org.openjdk.jmh.Main LikelihoodSearchBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = {"-Xmx6g", "--add-modules=jdk.incubator.vector"})
@SuppressWarnings("NullAway.Init") // JMH sets the parameters and calls the set-up first.
public class LikelihoodSearchBenchmark {
    private static final int EXEMPLARS = 4;
    private static final int LIMIT = 8;
    private static final int PROBES = 100;
    private static final float AGAIN = 0.02f;

    /** People known. */
    @Param({"1000", "100000"})
    public int people;
    /** The bundle whose embeddings and comparison they are. */
    @Param("deploy/models/walkers-f30")
    public String model;

    private Plda plda;
    private LikelihoodIndex index;
    private float[][] means;
    private int[] firstHalf;
    private int[] secondHalf;
    private final List<TrackMean> tracks = new ArrayList<>();
    private int next;

    /** Makes the people known. */
    @Setup
    public void fill() throws OrtException {
        plda = ModelBundle.open(Path.of(model)).spec().calibration().comparison().orElseThrow();
        index = new LikelihoodIndex(plda);
        means = new float[people][];
        var random = new Random(3);
        int owner = 0;
        for (List<Exemplar> person : GalleryFixture.people(Path.of(model), 0, people, EXEMPLARS)) {
            List<float[]> vectors = person.stream().map(Exemplar::vector).toList();
            var mean = new TrackMean(plda.width());
            vectors.forEach(mean::add);
            means[owner] = plda.project(mean.mean());
            index.add(owner, vectors);
            if (owner++ % (people / PROBES) == 0) {
                tracks.add(seenAgain(vectors, random));
            }
        }
        firstHalf = new int[people * plda.axes() / 2];
        secondHalf = new int[people * plda.axes() / 2];
    }

    private TrackMean seenAgain(List<float[]> vectors, Random random) {
        var track = new TrackMean(plda.width());
        for (float[] vector : vectors.subList(0, 2)) {
            float[] again = vector.clone();
            for (int i = 0; i < again.length; i++) {
                again[i] += AGAIN * (float) random.nextGaussian();
            }
            track.add(again);
        }
        return track;
    }

    private TrackMean track() {
        return tracks.get(next++ % tracks.size());
    }

    /** The search as the matcher asks for it. */
    @Benchmark
    public List<Nearest> search() {
        return index.search(track(), LIMIT);
    }

    /** Every likelihood. */
    @Benchmark
    public float[] plainLoop() {
        TrackMean track = track();
        Plda.Form form = plda.against(plda.project(track.mean()), track.windows(), EXEMPLARS);
        float[] likelihoods = new float[people];
        for (int person = 0; person < people; person++) {
            float[] mean = means[person];
            float sum = form.constant();
            for (int i = 0; i < mean.length; i++) {
                sum += mean[i] * (form.linear()[i] + form.square()[i] * mean[i]);
            }
            likelihoods[person] = sum;
        }
        return likelihoods;
    }

    /** Reads as many bytes as the means have: the JVM compares arrays as fast as the processor can. */
    @Benchmark
    public boolean memoryRead() {
        return Arrays.equals(firstHalf, secondHalf);
    }
}
