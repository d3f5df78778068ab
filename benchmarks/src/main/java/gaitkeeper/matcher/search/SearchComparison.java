package gaitkeeper.matcher.search;

import gaitkeeper.core.bundle.Metric;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import picocli.CommandLine.Option;
import picocli.CommandLine;

/**
 * The ten nearest of a gallery of made-up people, 128 values each: ours beside Lucene, jvector and ONNX Runtime, and beside what
 * reading the gallery takes. All take turns, so whatever else the machine does falls on all of them; the medians are printed as
 * a table.
 *
 * <pre>
 * mvn -B -q -DskipTests package
 * ORT_DISABLE_TELEMETRY=1 java -Xmx8g -XX:MaxDirectMemorySize=8g -XX:ActiveProcessorCount=2 --add-modules jdk.incubator.vector \
 *   --enable-native-access=ALL-UNNAMED -cp 'benchmarks/target/benchmarks/lib/*' \
 *   gaitkeeper.matcher.search.SearchComparison --people 100000 --graphs
 * </pre>
 *
 * <p>With {@code -XX:ActiveProcessorCount=1} everybody has one thread.
 */
@CommandLine.Command(name = "SearchComparison", mixinStandardHelpOptions = true)
public final class SearchComparison implements Callable<Integer> {
    private static final int LIMIT = 10;
    private static final int BATCH = 32;
    private static final int PROBES = 64 + BATCH;

    @Option(names = "--people", defaultValue = "100000", description = "Default: ${DEFAULT-VALUE}.")
    int people;
    @Option(names = "--rounds", defaultValue = "40", description = "Measured. Default: ${DEFAULT-VALUE}.")
    int rounds;
    @Option(names = "--warm-up", defaultValue = "15", description = "Rounds before. Default: ${DEFAULT-VALUE}.")
    int warmUp;
    @Option(names = "--graphs", description = "Build approximate indexes too: minutes for 100,000.")
    boolean graphs;

    private SearchComparison() {}

    /** Runs it. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new SearchComparison()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        People made = People.of(people, PROBES);
        Optional<CompletableFuture<LuceneRival>> lucene = graphs
                ? Optional.of(CompletableFuture.supplyAsync(() -> lucene(made)))
                : Optional.empty();
        List<Contender> contenders = new ArrayList<>(ours(made));
        contenders.addAll(rivals(made, lucene));
        System.err.println("measuring");
        print(made, contenders, measure(contenders));
        return 0;
    }

    private List<Contender> ours(People made) {
        var memory = new Memory((long) people * People.WIDTH * Float.BYTES);
        var flat = new FlatIndex(Metric.COSINE, People.WIDTH);
        var sketched = new SketchedIndex(Metric.COSINE, People.WIDTH);
        for (int person = 0; person < people; person++) {
            flat.add(person, made.gallery()[person]);
            sketched.add(person, made.gallery()[person]);
        }
        List<Contender> all = new ArrayList<>();
        all.add(new Contender("reading the gallery", 1, probe -> new int[]{(int) memory.read()}));
        all.add(new Contender("flat, float32", 1, probe -> owners(flat.search(made.probes()[probe], LIMIT))));
        all.add(new Contender("sketched, int8 then float32", 1,
                probe -> owners(sketched.search(made.probes()[probe], LIMIT))));
        all.add(new Contender("flat, 32 probes", BATCH, probe -> owners(flat
                .search(Arrays.asList(made.probes()).subList(probe, probe + BATCH), LIMIT).getFirst())));
        if (graphs) {
            var graph = new GraphIndex(Metric.COSINE, People.WIDTH, people - 1, Runnable::run);
            long begun = System.nanoTime();
            for (int person = 0; person < people; person++) {
                graph.add(person, made.gallery()[person]);
            }
            System.err.printf(Locale.ROOT, "jvector's graph built in %.0f s%n", (System.nanoTime() - begun) / 1e9);
            all.add(new Contender("graph (jvector)", 1, probe -> owners(graph.search(made.probes()[probe], LIMIT))));
        }
        return all;
    }

    private static int[] owners(List<VectorIndex.Nearest> ranking) {
        return ranking.stream().mapToInt(VectorIndex.Nearest::owner).toArray();
    }

    private List<Contender> rivals(People made, Optional<CompletableFuture<LuceneRival>> built) throws Exception {
        var onnx = new OnnxRival(made.gallery());
        List<Contender> all = new ArrayList<>();
        all.add(new Contender("ONNX Runtime, MatMul and TopK", 1,
                probe -> onnx.search(Arrays.copyOfRange(made.probes(), probe, probe + 1))));
        all.add(new Contender("ONNX Runtime, 32 probes", BATCH,
                probe -> onnx.search(Arrays.copyOfRange(made.probes(), probe, probe + BATCH))));
        if (built.isPresent()) {
            LuceneRival lucene = built.get().join();
            all.add(new Contender("Lucene, flat float32", 1, probe -> lucene.flat(made.probes()[probe])));
            all.add(new Contender("Lucene, HNSW, k = 100", 1, probe -> lucene.graph(made.probes()[probe], 100)));
        }
        return all;
    }

    private static LuceneRival lucene(People made) {
        try {
            long begun = System.nanoTime();
            LuceneRival lucene = LuceneRival.of(Files.createTempDirectory("lucene"), made.gallery());
            System.err.printf(Locale.ROOT, "Lucene's index built in %.0f s%n", (System.nanoTime() - begun) / 1e9);
            return lucene;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Milliseconds per probe, by contender and round. */
    private double[][] measure(List<Contender> contenders) throws Exception {
        double[][] took = new double[contenders.size()][rounds];
        for (int round = -warmUp; round < rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                int probe = Math.floorMod(round, PROBES - BATCH);
                long begun = System.nanoTime();
                contenders.get(i).search().from(probe);
                double ms = (System.nanoTime() - begun) / 1e6 / contenders.get(i).probes();
                if (round >= 0) {
                    took[i][round] = ms;
                }
            }
        }
        return took;
    }

    private void print(People made, List<Contender> contenders, double[][] took) throws Exception {
        int[][] exact = IntStream.range(0, PROBES - BATCH).parallel().mapToObj(probe -> exact(made, probe))
                .toArray(int[][]::new);
        double gigabytes = people * (double) People.WIDTH * Float.BYTES / 1e9;
        System.out.printf(Locale.ROOT, "%n%,d people, %d threads, reading %.1f GB/s; %d rounds%n%n", people,
                Runtime.getRuntime().availableProcessors(), gigabytes / median(took[0]) * 1e3, rounds);
        System.out.println("| search | ms per probe, median | best | times reading | recall at 10 |");
        System.out.println("|---|---|---|---|---|");
        for (int i = 0; i < contenders.size(); i++) {
            double[] times = new double[rounds];
            for (int round = 0; round < rounds; round++) {
                times[round] = took[i][round] / took[0][round];
            }
            System.out.printf(Locale.ROOT, "| %s | %.3f | %.3f | %.2f | %s |%n", contenders.get(i).name(),
                    median(took[i]), Arrays.stream(took[i]).min().orElseThrow(), median(times),
                    i == 0 ? "" : recall(exact, contenders.get(i)));
        }
    }

    private String recall(int[][] exact, Contender contender) throws Exception {
        int found = 0;
        for (int probe = 0; probe < PROBES - BATCH; probe++) {
            int[] nearest = contender.search().from(probe);
            found += (int) Arrays.stream(exact[probe]).filter(
                    row -> Arrays.stream(nearest).anyMatch(other -> other == row)).count();
        }
        return String.format(Locale.ROOT, "%.3f", found / (double) LIMIT / (PROBES - BATCH));
    }

    /** In double precision. */
    private static int[] exact(People made, int probe) {
        var top = new TopK(LIMIT);
        for (int row = 0; row < made.gallery().length; row++) {
            double dot = 0;
            for (int i = 0; i < People.WIDTH; i++) {
                dot += (double) made.gallery()[row][i] * made.probes()[probe][i];
            }
            top.offer(row, (float) dot);
        }
        return top.ranking().stream().mapToInt(VectorIndex.Nearest::owner).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
