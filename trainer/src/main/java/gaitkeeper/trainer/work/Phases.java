package gaitkeeper.trainer.work;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** How long the parts of a piece of work took, in the order in which they were first entered. For one thread. */
public final class Phases {
    private final Map<String, Long> nanos = new LinkedHashMap<>();

    /** Does a part and counts its time. */
    public <T> T time(String phase, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            nanos.merge(phase, System.nanoTime() - start, Long::sum);
        }
    }

    /** Time of all parts together, seconds. */
    public double seconds() {
        return nanos.values().stream().mapToLong(n -> n).sum() / 1e9;
    }

    /** {@code embed 1.2 s, train 3.4 s}. */
    @Override
    public String toString() {
        var text = new StringJoiner(", ");
        nanos.forEach((phase, time) -> text.add(String.format(Locale.ROOT, "%s %.1f s", phase, time / 1e9)));
        return text.toString();
    }
}
