package gaitkeeper.matcher;

import com.sun.management.OperatingSystemMXBean;
import gaitkeeper.core.Exemplar;
import gaitkeeper.core.IdentityEvent.Enrolled;
import gaitkeeper.core.IdentityEvent.ExemplarAdded;
import gaitkeeper.core.IdentityEvent;
import gaitkeeper.core.IdentityId;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.ModelId;
import gaitkeeper.core.SequenceId;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import gaitkeeper.core.bundle.Metric;
import gaitkeeper.core.gallery.SnapshotReader;
import gaitkeeper.core.gallery.SnapshotWriter;
import gaitkeeper.core.wire.Topics;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * What it takes to have a gallery again: from its whole log, and from a snapshot; bytes to searchable, without the broker.
 *
 * <pre>
 * java -Xmx3g -XX:MaxDirectMemorySize=2g --add-modules jdk.incubator.vector -cp 'benchmarks/target/benchmarks/lib/*' \
 *   gaitkeeper.matcher.Restart 100000 4
 * </pre>
 */
public final class Restart {
    private static final int WIDTH = 128;
    private static final int ROUNDS = 3;
    private static final OperatingSystemMXBean PROCESS = ManagementFactory
            .getPlatformMXBean(OperatingSystemMXBean.class);
    private static final ModelId MODEL = new ModelId("random@1");

    private Restart() {}

    /** Takes the number of identities, and of exemplars of each. */
    public static void main(String[] args) {
        int identities = Integer.parseInt(args[0]);
        int exemplars = Integer.parseInt(args[1]);
        List<byte[]> log = log(identities, exemplars);
        LoggedGallery first = gallery();
        report("log", log, () -> {
            LoggedGallery gallery = gallery();
            log.forEach(entry -> gallery.apply(Topics.LOG_ENTRY.decode(entry)));
        });
        log.forEach(entry -> first.apply(Topics.LOG_ENTRY.decode(entry)));
        List<byte[]> pages = new ArrayList<>();
        report("writing", pages, () -> {
            pages.clear();
            write(first, log, pages);
        });
        report("snapshot", pages, () -> restored(pages));
        if (!restored(pages).ledger().hash().equals(first.ledger().hash())) {
            throw new IllegalStateException("the snapshot says something else than the log");
        }
    }

    private static LoggedGallery gallery() {
        return new LoggedGallery(() -> new ExactIndex(Metric.COSINE, Optional.empty()));
    }

    private static void write(LoggedGallery gallery, List<byte[]> log, List<byte[]> pages) {
        var writer = new SnapshotWriter(new UUID(1, 1), gallery.ledger(), 0, pages::add);
        for (byte[] entry : log) {
            if (Topics.LOG_ENTRY.decode(entry).event() instanceof ExemplarAdded added) {
                writer.add(added.exemplar());
            }
        }
        writer.end();
    }

    private static LoggedGallery restored(List<byte[]> pages) {
        LoggedGallery gallery = gallery();
        var reader = new SnapshotReader<>(gallery.looks());
        pages.forEach(reader::read);
        gallery.restore(reader);
        return gallery;
    }

    private static List<byte[]> log(int identities, int exemplars) {
        var random = new Random(1);
        List<byte[]> log = new ArrayList<>();
        for (int i = 0; i < identities; i++) {
            var person = new IdentityId(new UUID(random.nextLong(), i));
            var track = new TrackId("cam-" + i % 50, "s1", Integer.toString(i));
            long time = i * 1_000_000_000L;
            add(log, i, new Enrolled(person, i + 1, "", track, time));
            for (int k = 0; k < exemplars; k++) {
                float[] vector = new float[WIDTH];
                for (int at = 0; at < WIDTH; at++) {
                    vector[at] = (float) random.nextGaussian();
                }
                add(log, i, new ExemplarAdded(person,
                        new Exemplar(new SequenceId(track, time + k, WindowSpec.of(30)), MODEL, vector)));
            }
        }
        return log;
    }

    private static void add(List<byte[]> log, int command, IdentityEvent event) {
        log.add(Topics.LOG_ENTRY.encode(new LogEntry(log.size() + 1L, new UUID(2, command), "matcher", 0, event)));
    }

    private static void report(String what, List<byte[]> bytes, Runnable work) {
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            long used = PROCESS.getProcessCpuTime();
            work.run();
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(Locale.ROOT, "%-8s  %,d records, %,d MB: %.2f s, %.2f of processor time%n", what,
                    bytes.size(), bytes.stream().mapToLong(b -> b.length).sum() >> 20, seconds,
                    (PROCESS.getProcessCpuTime() - used) / 1e9);
        }
    }
}
