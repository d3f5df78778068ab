package gaitkeeper.deploy;

import java.util.LinkedHashMap;
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
        return results().values().stream().allMatch(Boolean::booleanValue);
    }
}
