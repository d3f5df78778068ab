package gaitkeeper.ingest;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message as read; its fields may come in any order. Reused for the next message, with its bodies. */
final class RawMessage extends RawObject {
    private final List<RawBody> pool = new ArrayList<>();
    private int bodies;

    long version;
    @Nullable
    String sensor;
    @Nullable
    String source;
    @Nullable
    String session;
    @Nullable
    String geometry;
    long eventTimeNs;
    boolean deviceClock;
    boolean metric;
    boolean confidenceGiven;
    int surplusBodies;

    @Override
    void clear(int start) {
        super.clear(start);
        bodies = 0;
        sensor = null;
        source = null;
        session = null;
        geometry = null;
        deviceClock = false;
        metric = true;
        confidenceGiven = true;
        surplusBodies = 0;
    }

    int bodies() {
        return bodies;
    }

    RawBody body(int index) {
        return pool.get(index);
    }

    RawBody nextBody(int start) {
        if (bodies == pool.size()) {
            pool.add(new RawBody());
        }
        RawBody body = pool.get(bodies++);
        body.clear(start);
        return body;
    }
}
