package gaitkeeper.encoder;

import gaitkeeper.core.Outcome;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.TrackId;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * A stage attached to a topology: what comes out of it. Where the two streams go (a topic, or straight into the next stage) is
 * the caller's choice.
 *
 * @param <T> what the stage makes
 * @param values its results by track
 * @param rejected its refusals by source
 */
public record Staged<T>(KStream<TrackId, T> values, KStream<String, Rejection> rejected) {
    /** Parts a stream of outcomes; processors are named {@code <name>-done} and so on. */
    static <T> Staged<T> part(KStream<TrackId, Outcome<T>> outcomes, String name) {
        var branches = outcomes.split(Named.as(name + "-"))
                .branch((track, outcome) -> outcome instanceof Outcome.Done, Branched.as("done"))
                .defaultBranch(Branched.as("refused"));
        KStream<TrackId, T> values = branch(branches, name + "-done")
                .mapValues(outcome -> ((Outcome.Done<T>) outcome).value(), Named.as(name + "-values"));
        KStream<String, Rejection> rejected = branch(branches, name + "-refused").map((track, outcome) -> {
            var refused = (Outcome.Refused<T>) outcome;
            return KeyValue.pair(refused.source(), refused.rejection());
        }, Named.as(name + "-rejections"));
        return new Staged<>(values, rejected);
    }

    private static <T> KStream<TrackId, Outcome<T>> branch(Map<String, KStream<TrackId, Outcome<T>>> branches,
            String name) {
        return Objects.requireNonNull(branches.get(name));
    }
}
