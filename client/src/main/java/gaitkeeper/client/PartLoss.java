package gaitkeeper.client;

import org.jspecify.annotations.Nullable;

/**
 * What an answer would lose if a part of the body were anybody's.
 *
 * @param part {@code torso}, {@code left-arm}, {@code right-arm}, {@code left-leg} or {@code right-leg}
 * @param scoreLoss what the score falls by, below 0 if it rises
 * @param marginLoss likewise of the lead over the runner-up, if there is one
 */
public record PartLoss(String part, double scoreLoss, @Nullable Double marginLoss) {}
