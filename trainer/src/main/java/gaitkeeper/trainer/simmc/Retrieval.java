package gaitkeeper.trainer.simmc;

/**
 * Figures of the retrieval protocol, percent.
 *
 * @param top1 probes with a right sequence nearest
 * @param top5 probes with a right sequence among the nearest 5
 * @param top10 probes with a right sequence among the nearest 10
 * @param meanAveragePrecision over probes whose person is in the gallery
 */
public record Retrieval(double top1, double top5, double top10, double meanAveragePrecision) {}
