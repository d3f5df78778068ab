package gaitkeeper.trainer.report;

import java.util.List;

/**
 * One system of a comparison; figures in percent, one for each split measured.
 *
 * @param name with the frames of a window
 * @param printed as whom others printed retrieval figures, empty if nobody did
 * @param printedClassifying the same for classification
 * @param top1 of retrieval
 * @param map mean average precision of retrieval
 * @param rank1 of classification
 * @param nAuc of classification
 */
public record ComparedSystem(String name, String printed, String printedClassifying, List<Double> top1,
        List<Double> map, List<Double> rank1, List<Double> nAuc, Cost cost) {
    /** Copies the lists. */
    public ComparedSystem {
        top1 = List.copyOf(top1);
        map = List.copyOf(map);
        rank1 = List.copyOf(rank1);
        nAuc = List.copyOf(nAuc);
    }

    /**
     * What one sequence costs.
     *
     * @param numbers floats in the graph, learned and constant
     * @param flops floating point operations
     * @param microseconds of processor time
     */
    public record Cost(long numbers, long flops, double microseconds) {}
}
