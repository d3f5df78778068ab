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
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What an identity takes in an index of exemplars of 128 values.
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
        IdentityId[] people = new IdentityId[identities];
        Arrays.setAll(people, i -> new IdentityId(new UUID(0, i)));
        Exemplar[] all = new Exemplar[identities * exemplars];
        Arrays.setAll(all, i -> exemplar(i, i / exemplars));
        var index = new ExactIndex(Metric.COSINE, plda);
        try {
            long heap = heap();
            long outside = outside();
            for (int i = 0; i < all.length; i++) {
                index.add(people[i / exemplars], all[i]);
            }
            System.out.printf(Locale.ROOT, "%s: %,d identities of %d: %.0f bytes outside the heap, %.0f in it, each%n",
                    what, identities, exemplars, (outside() - outside) / (double) identities,
                    (heap() - heap) / (double) identities);
        } finally { // names and vectors are there before and after, the index after
            Reference.reachabilityFence(people);
            Reference.reachabilityFence(all);
            Reference.reachabilityFence(index);
        }
    }

    private static Exemplar exemplar(int number, int person) {
        var track = new TrackId("cam", "s1", Integer.toString(person));
        float[] vector = new float[WIDTH];
        vector[number % WIDTH] = number;
        return new Exemplar(new SequenceId(track, number, WindowSpec.of(30)), MODEL, vector);
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
