package gaitkeeper.encoder;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.Stores;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The windower's work per frame, without Kafka: 100 tracks in turn, a frame joins its window and the store, every sixth makes a
 * sequence. The rival keeps frames in a queue per track and forgets everything in a crash.
 *
 * <pre>
 * java --sun-misc-unsafe-memory-access=allow -cp 'benchmarks/target/benchmarks/lib/*' org.openjdk.jmh.Main WindowerBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WindowerBenchmark {
    private static final int TRACKS = 100;
    private static final WindowSpec SPEC = WindowSpec.of(6);

    private final Frame frame = Bodies.frame(1, 0);
    private final List<TrackId> tracks = IntStream.range(0, TRACKS)
            .mapToObj(n -> new TrackId("cam", "s1", Integer.toString(n))).toList();
    private final List<TrackWindow> windows = tracks.stream().map(track -> new TrackWindow(SPEC)).toList();
    private final WindowStore store = new WindowStore(Stores.inMemoryKeyValueStore(WindowStore.NAME).get());
    private final List<Deque<Frame>> queues = tracks.stream().map(track -> (Deque<Frame>) new ArrayDeque<Frame>())
            .toList();

    /** One frame of each track, kept in the store. */
    @Benchmark
    @OperationsPerInvocation(TRACKS)
    public void windowAndStore(Blackhole sequences) {
        for (int n = 0; n < TRACKS; n++) {
            TrackWindow window = windows.get(n);
            window.append(frame, window.isEmpty(), 0);
            store.save(tracks.get(n), window);
            if (window.full()) {
                sequences.consume(window.sequence(0));
            }
        }
    }

    /** One frame of each track, kept in memory only. */
    @Benchmark
    @OperationsPerInvocation(TRACKS)
    public void queueOnly(Blackhole sequences) {
        for (int n = 0; n < TRACKS; n++) {
            Deque<Frame> queue = queues.get(n);
            queue.add(frame);
            if (queue.size() == SPEC.frames()) {
                sequences.consume(Sequence.join(SPEC, new ArrayList<>(queue), 0));
                queue.clear();
            }
        }
    }
}
