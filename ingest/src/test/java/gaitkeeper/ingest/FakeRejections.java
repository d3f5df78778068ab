package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was refused. */
final class FakeRejections implements RejectionSink {
    final List<Refused> refused = new CopyOnWriteArrayList<>();

    record Refused(String source, Reason reason, int size) {}

    @Override
    public void reject(String source, MalformedException why, byte[] bytes) {
        refused.add(new Refused(source, why.reason(), bytes.length));
    }
}
