package gaitkeeper.matcher;

import java.time.Duration;

/**
 * How tracks are decided.
 *
 * @param fpir the error budget: share of strangers' tracks that may be given a name, above 0 and below 1
 * @param minWindows windows a track must have before anyone is named
 * @param probation windows after which a track that fits nobody counts as a stranger
 * @param enrolStrangers whether strangers become anonymous identities
 * @param minQuality mean joint confidence below which a window is no evidence for enrolment, 0 to 1
 * @param forgetAfter evidence of a track that was silent for this long, in stream time, is dropped
 */
public record MatcherConfig(double fpir, int minWindows, int probation, boolean enrolStrangers, float minQuality,
        Duration forgetAfter) {
    private static final int DEFAULT_FRAMES = 6;

    /**
     * Three strangers in a hundred misnamed at most, 8 windows of 6 frames, probation of 24, strangers enrolled, 60 s.
     */
    public static final MatcherConfig DEFAULT = new MatcherConfig(0.03, 8, 24, true, 0.5f, Duration.ofSeconds(60));

    /** Checks the bounds. */
    public MatcherConfig {
        if (!(fpir > 0 && fpir < 1)) {
            throw new IllegalArgumentException("fpir must lie between 0 and 1, was " + fpir);
        }
        if (minWindows < 1 || probation < minWindows || probation > 200) {
            throw new IllegalArgumentException(
                    "need 1 <= min windows <= probation <= 200, got " + minWindows + " and " + probation);
        }
        if (!(minQuality >= 0 && minQuality <= 1)) {
            throw new IllegalArgumentException("min quality must lie between 0 and 1, was " + minQuality);
        }
        if (forgetAfter.isNegative() || forgetAfter.isZero()) {
            throw new IllegalArgumentException("forget after must be positive, was " + forgetAfter);
        }
    }

    /**
     * These defaults, made for windows of 6 frames, for other windows: about as many frames, but 2 windows at least.
     *
     * @param frames of a window
     */
    public MatcherConfig forFrames(int frames) {
        int least = Math.max(2, (minWindows * DEFAULT_FRAMES + frames - 1) / frames);
        int most = Math.max(least, (probation * DEFAULT_FRAMES + frames - 1) / frames);
        return new MatcherConfig(fpir, least, most, enrolStrangers, minQuality, forgetAfter);
    }
}
