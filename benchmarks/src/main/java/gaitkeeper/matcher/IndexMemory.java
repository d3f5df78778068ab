package gaitkeeper.matcher;

import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.bundle.Plda;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What an identity takes in an index of exemplars of 128 values, and how long a snapshot of it takes.
 *
 * <pre>
 * java -Xmx4g -XX:MaxDirectMemorySize=8g --add-modules jdk.incubator.vector -cp 'benchmarks/target/benchmarks/lib/*' \
 *   gaitkeeper.matcher.IndexMemory 100000 4 means
 * </pre>
 */
public final class IndexMemory {
    private static final int WIDTH = 128;
    private static final ModelId MODEL = new ModelId("random@1");

    private IndexMemory() {}

    /** Takes the number of identities, of exemplars of each, and what is compared: {@code exemplars} or {@code means}. */
    public static void main(String[] args) throws Exception {
        int identities = Integer.parseInt(args[0]);
        int exemplars = Integer.parseInt(args[1]);
        measure(args[2], identities, exemplars, args[2].equals("means") ? Optional.of(plda()) : Optional.empty());
    }

    private static Plda plda() {
        float[] basis = new float[WIDTH * WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            basis[i * WIDTH + i] = 1;
        }
        float[] ones = new float[WIDTH];
        Arrays.fill(ones, 1);
        return new Plda(new float[WIDTH], basis, ones, ones, ones);
    }

    private static void measure(String what, int identities, int exemplars, Optional<Plda> plda) throws Exception {
        Exemplar[] all = new Exemplar[identities * exemplars];
        for (int i = 0; i < all.length; i++) {
            var track = new TrackId("cam", "s1", Integer.toString(i / exemplars));
            all[i] = new Exemplar(new SequenceId(track, i, WindowSpec.of(30)), MODEL, new float[WIDTH]);
            all[i].vector()[i % WIDTH] = i;
        }
        IdentityId[] people = new IdentityId[identities];
        Arrays.setAll(people, i -> new IdentityId(new UUID(0, i)));
        long heap = heap();
        long outside = outside();
        var index = new ExactIndex(Metric.COSINE, plda);
        for (int i = 0; i < all.length; i++) {
            index.add(people[i / exemplars], all[i]);
        }
        double onHeap = (heap() - heap) / (double) identities;
        double off = (outside() - outside) / (double) identities;
        Reference.reachabilityFence(all);
        Reference.reachabilityFence(people);
        System.out.printf(Locale.ROOT, "%s: %,d identities of %d: %.0f bytes outside the heap, %.0f in it, each%n",
                what,
                identities, exemplars, off, onHeap);
        snapshot(index, plda);
    }

    private static void snapshot(ExactIndex index, Optional<Plda> plda) throws Exception {
        Path file = Files.createTempFile("exemplars", "");
        long begun = processorTime();
        ExemplarSnapshot.write(file, 1, index);
        long written = processorTime();
        ExemplarSnapshot.read(file, new ExactIndex(Metric.COSINE, plda));
        System.out.printf(Locale.ROOT, "  snapshot: %,d bytes, written in %.1f s of processor time, read in %.1f s%n",
                Files.size(file),
                (written - begun) / 1e9, (processorTime() - written) / 1e9);
        Files.delete(file);
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long outside() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }
}
