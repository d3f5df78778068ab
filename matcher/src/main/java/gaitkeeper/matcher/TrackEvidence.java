package gaitkeeper.matcher;

import gaitkeeper.core.IdentityId;
import gaitkeeper.core.TrackMean;
import gaitkeeper.core.TrackTally;
import gaitkeeper.core.wire.WireReader;
import gaitkeeper.core.wire.WireWriter;
import gaitkeeper.matcher.Gallery.Hit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one track's windows have shown so far, as the store keeps it. */
final class TrackEvidence {
    private static final int VERSION = 2;

    private final long firstTimeNs;
    private long lastTimeNs;
    private int windows;
    private boolean proposed;
    private int timeToIdentifyMs = -1;
    private final TrackTally<IdentityId> tally;
    /** Kept by models that compare means, of width 0 by the others. */
    private TrackMean mean;
    private List<Hit> likeliest = List.of();

    TrackEvidence(long firstTimeNs) {
        this(firstTimeNs, new TrackTally<>(), new TrackMean(0));
    }

    private TrackEvidence(long firstTimeNs, TrackTally<IdentityId> tally, TrackMean mean) {
        this.firstTimeNs = firstTimeNs;
        this.tally = tally;
        this.mean = mean;
    }

    /** Adds a window to the track's mean; {@link #likeliest} says next whose it is. */
    void add(float[] embedding, long lastTimeNs) {
        if (mean.width() != embedding.length) {
            // The first window, or the first by a model that was rolled out in the middle of the track.
            mean = new TrackMean(embedding.length);
        }
        windows++;
        this.lastTimeNs = lastTimeNs;
        mean.add(embedding);
    }

    /** The mean of its windows, for models that compare means. */
    TrackMean mean() {
        return mean;
    }

    /** Notes whom the mean is likeliest of, best first. */
    void likeliest(List<Hit> ranking) {
        likeliest = ranking;
    }

    /** Adds a window's ranking, which is empty when the gallery is. */
    void add(List<Hit> ranking, long lastTimeNs) {
        windows++;
        this.lastTimeNs = lastTimeNs;
        tally.add(ranking);
    }

    /** Windows seen. */
    int windows() {
        return windows;
    }

    /** Windows seen while the gallery held someone. */
    int compared() {
        return likeliest.isEmpty() ? tally.compared() : mean.windows();
    }

    /** The likeliest identity, or the one with most votes; of equals the one with the higher score. */
    Optional<Standing> best() {
        return best(Set.of());
    }

    /** The best of those who are not these. */
    Optional<Standing> best(Set<IdentityId> not) {
        if (!likeliest.isEmpty()) {
            return likeliest.stream().filter(hit -> !not.contains(hit.identity())).findFirst()
                    .map(hit -> new Standing(hit.identity(), mean.windows(), hit.score()));
        }
        return tally.best(not).map(
                best -> new Standing(best.identity(), best.votes(), (float) (best.sum() / tally.compared())));
    }

    /** The highest score among those who are neither these nor the best of the others, negative infinity if there are none. */
    float runnerUp(Set<IdentityId> not) {
        if (!likeliest.isEmpty()) {
            return likeliest.stream().filter(hit -> !not.contains(hit.identity())).skip(1).findFirst().map(Hit::score)
                    .orElse(Float.NEGATIVE_INFINITY);
        }
        return (float) tally.runnerUp(not);
    }

    /** Everybody it is near to, best first, as far as it was looked. */
    List<Hit> likeliest() {
        return likeliest;
    }

    /** Whoever it is near to with their scores, best first, as far as it was looked. */
    List<Hit> ranking() {
        return likeliest.isEmpty()
                ? tally.ranking().stream()
                        .map(one -> new Hit(one.identity(), (float) (one.sum() / tally.compared()))).toList()
                : likeliest;
    }

    /** Notes that the track was named now, unless it was before; tells the event time that took, milliseconds. */
    int identified() {
        if (timeToIdentifyMs < 0) {
            timeToIdentifyMs = (int) Math.min(Integer.MAX_VALUE, (lastTimeNs - firstTimeNs) / 1_000_000);
        }
        return timeToIdentifyMs;
    }

    boolean wasIdentified() {
        return timeToIdentifyMs >= 0;
    }

    boolean wasProposed() {
        return proposed;
    }

    void markProposed() {
        proposed = true;
    }

    long firstTimeNs() {
        return firstTimeNs;
    }

    long lastTimeNs() {
        return lastTimeNs;
    }

    byte[] encode() {
        List<TrackTally.Standing<IdentityId>> standings = tally.standings();
        var out = new WireWriter(VERSION).i64(firstTimeNs).i64(lastTimeNs).i32(windows).i32(tally.compared())
                .i64(Double.doubleToLongBits(tally.lastRankSum())).u8(proposed ? 1 : 0).i32(timeToIdentifyMs)
                .u16(standings.size());
        standings.forEach(standing -> out.uuid(standing.identity().value()).i32(standing.votes())
                .i64(Double.doubleToLongBits(standing.sum())));
        float[] sum = mean.sum();
        out.i32(mean.windows()).u16(sum.length);
        for (float value : sum) {
            out.f32(value);
        }
        return out.bytes();
    }

    static TrackEvidence decode(byte[] bytes) {
        var in = new WireReader(bytes, "evidence", VERSION);
        long firstTimeNs = in.i64();
        long lastTimeNs = in.i64();
        int windows = in.i32();
        int compared = in.i32();
        double lastRankSum = Double.longBitsToDouble(in.i64());
        boolean proposed = in.u8() == 1;
        int timeToIdentifyMs = in.i32();
        List<TrackTally.Standing<IdentityId>> standings = new ArrayList<>();
        int count = in.count(28);
        for (int i = 0; i < count; i++) {
            standings.add(new TrackTally.Standing<>(new IdentityId(in.uuid()), in.i32(),
                    Double.longBitsToDouble(in.i64())));
        }
        int averaged = in.i32();
        float[] sum = new float[in.count(4)];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = in.f32();
        }
        in.end();
        var evidence = new TrackEvidence(firstTimeNs, new TrackTally<>(compared, lastRankSum, standings),
                new TrackMean(sum, averaged));
        evidence.lastTimeNs = lastTimeNs;
        evidence.windows = windows;
        evidence.proposed = proposed;
        evidence.timeToIdentifyMs = timeToIdentifyMs;
        return evidence;
    }

    /** How one identity stands. */
    record Standing(IdentityId identity, int votes, float score) {}
}
