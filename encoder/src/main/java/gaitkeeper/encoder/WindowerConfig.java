package gaitkeeper.encoder;

import gaitkeeper.core.WindowSpec;
import java.time.Duration;

/**
 * How tracks are cut.
 *
 * @param spec f and stride; f is what the model reads
 * @param maxGap a pause longer than this, in event time, ends a track's window
 * @param forgetAfter a track that showed no frame for this long, measured in the partition's stream time, is forgotten
 * @param maxTracks live tracks per partition; frames of further tracks are refused until some are forgotten
 */
public record WindowerConfig(WindowSpec spec, Duration maxGap, Duration forgetAfter, int maxTracks) {
    /** Checks the bounds. */
    public WindowerConfig {
        if (maxGap.isNegative() || maxGap.isZero() || forgetAfter.compareTo(maxGap) < 0) {
            throw new IllegalArgumentException(
                    "windower: need 0 < max gap <= forget after, got " + maxGap + " and " + forgetAfter);
        }
        if (maxTracks < 1) {
            throw new IllegalArgumentException("windower: max tracks must be 1 or more, was " + maxTracks);
        }
    }

    /** The design's defaults: gap 1 s, forgotten after 10 s, 50,000 tracks per partition. */
    public static WindowerConfig of(WindowSpec spec) {
        return new WindowerConfig(spec, Duration.ofSeconds(1), Duration.ofSeconds(10), 50_000);
    }
}
