package gaitkeeper.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Named checks that answer "would this work now?". */
final class HealthChecks {
    private final Map<String, BooleanSupplier> checks = new LinkedHashMap<>();

    synchronized void add(String name, BooleanSupplier check) {
        checks.put(name, check);
    }

    /** Every check's present answer. */
    synchronized Map<String, Boolean> results() {
        Map<String, Boolean> results = new LinkedHashMap<>();
        checks.forEach((name, check) -> results.put(name, check.getAsBoolean()));
        return results;
    }

    boolean allPass() {
        return failing().isEmpty();
    }

    /** The names of those that say no at present. */
    List<String> failing() {
        return results().entrySet().stream().filter(one -> !one.getValue()).map(Map.Entry::getKey).toList();
    }
}
