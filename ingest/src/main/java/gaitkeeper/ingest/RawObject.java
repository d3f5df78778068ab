package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What messages and bodies have in common: where they stand, which fields they have had, and what is wrong with them. */
abstract class RawObject {
    /** Every field this version reads; others are ignored. */
    enum Field {
        V, SENSOR, SOURCE, SESSION, EVENT_TIME_NS, CLOCK, GEOMETRY, METRIC, CONF_GIVEN, BODIES, TRACK, JOINTS_M, CONF, FLAG, OTHER;

        private static final Map<String, Field> BY_ID = Arrays.stream(values()).filter(field -> field != OTHER)
                .collect(Collectors.toUnmodifiableMap(Field::id, Function.identity()));

        static Field of(String name) {
            return BY_ID.getOrDefault(name, OTHER);
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private int seen;

    int from;
    int to;
    @Nullable
    MalformedException problem;

    void clear(int start) {
        seen = 0;
        from = start;
        to = start;
        problem = null;
    }

    /** Notes that a field is there, once. */
    void see(Field field) {
        int bit = 1 << field.ordinal();
        if (field != Field.OTHER && (seen & bit) != 0) {
            throw new MalformedException(Reason.BAD_FIELD, field.id() + " is given twice");
        }
        seen |= bit;
    }

    boolean has(Field field) {
        return (seen & 1 << field.ordinal()) != 0;
    }

    static void require(boolean present, String field) {
        if (!present) {
            throw new MalformedException(Reason.BAD_FIELD, field + " is missing");
        }
    }
}
