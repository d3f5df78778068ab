package gaitkeeper.ingest;

import gaitkeeper.core.Reason;
import java.util.ArrayList;
import java.util.List;

/** Counts for one thread. */
final class CountingMetrics implements IngestMetrics {
    int received;
    int stored;
    final List<Reason> rejected = new ArrayList<>();

    @Override
    public void received() {
        received++;
    }

    @Override
    public void stored(long sinceReceivedNs) {
        stored++;
    }

    @Override
    public void rejected(Reason reason) {
        rejected.add(reason);
    }
}
