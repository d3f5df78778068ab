package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.ingest.CanonicalFrames.Problem;
import gaitkeeper.ingest.CanonicalFrames.Result;
import java.util.Arrays;

/** Hands what a document got refused to the rejection sink. */
final class Refusals {
    private static final byte[] NOTHING = {};

    private final RejectionSink sink;

    Refusals(RejectionSink sink) {
        this.sink = sink;
    }

    /** Reports everything refused in a document; {@code sender} names those that give no usable sensor. */
    void report(String sender, byte[] document, Result result) {
        for (Problem problem : result.problems()) {
            sink.reject(problem.sensor().isEmpty() ? sender : problem.sensor(), problem.why(),
                    Arrays.copyOfRange(document, problem.from(), problem.to()));
        }
        result.unlisted().forEach((reason, count) -> {
            var why = new MalformedException(reason, "one of many in a request");
            for (int i = 0; i < count; i++) {
                sink.reject(sender, why, NOTHING);
            }
        });
    }

    /** Reports a request that was not read. */
    void report(String sender, MalformedException why) {
        sink.reject(sender, why, NOTHING);
    }
}
