package gaitkeeper.trainer.simmc;

import gaitkeeper.core.bundle.Metric;
import gaitkeeper.trainer.BundleWriter;
import gaitkeeper.trainer.OnnxGraph;
import gaitkeeper.trainer.OnnxOps;
import gaitkeeper.trainer.SequenceSet;
import gaitkeeper.trainer.TrainingRequest;
import gaitkeeper.trainer.nn.TorchOps;
import gaitkeeper.trainer.nn.Weights;
import gaitkeeper.trainer.protocol.EmbeddingSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a trained encoder as ONNX and as a bundle. The predictor stays behind. */
public final class SimMcExport {
    /** Name of the graph's input: joints {@code [batch, f, J, 3]}, metres, not centred. */
    public static final String INPUT = "joints";
    /** Name of the graph's output: {@code [batch, H]}. */
    public static final String OUTPUT = "embedding";

    private final SimMcNetwork network;
    private final Outcome outcome;
    private final SimMcConfig config;

    /** Takes what a run ended with. */
    public SimMcExport(SimMcNetwork network, Outcome outcome, SimMcConfig config) {
        this.network = network;
        this.outcome = outcome;
        this.config = config;
    }

    /** The encoder as ONNX, the batch dynamic; centring is inside. */
    public static byte[] graph(SimMcNetwork network, Weights weights, int frames, int centre) {
        var graph = new OnnxGraph("simmc");
        var ops = new OnnxOps(graph, weights);
        int joints = network.frameWidth() / 3;
        String input = graph.input(INPUT, OnnxGraph.BATCH, frames, joints, 3);
        String hidden = network.hidden(ops, network.centred(ops, input, centre));
        graph.output(network.full(ops, hidden), OUTPUT, OnnxGraph.BATCH, network.width());
        return graph.model(Map.of("input", "joints [batch, f, J, 3] in metres, K20 order, not centred"));
    }

    /** Measures, calibrates and writes the bundle; returns the results. */
    public Map<String, Double> write(TrainingRequest run) {
        String mode = config.mode().name().toLowerCase(Locale.ROOT);
        var bundle = new BundleWriter.Draft("simmc", "simmc",
                "Two-layer perceptron per frame, averaged over the window; learned without labels (SimMC, Rao and Miao 2022).",
                run.frames(), INPUT, OUTPUT, network.width(), Metric.EUCLIDEAN, List.of("k1"),
                run.trainedOn(mode + " mode, epoch " + outcome.bestEpoch() + " of " + outcome.epochs() + ", seed "
                        + config.seed()),
                run.seen(), config.seed(), Map.of());
        return run.write(bundle, graph(network, outcome.weights(), run.frames(), config.centre()),
                "nothing of it was learned from anybody's label", this::embed);
    }

    private EmbeddingSet embed(SequenceSet set) {
        try (var ops = new TorchOps(outcome.weights())) {
            return new SimMcEncoder(network, ops).embed(FrameSet.ofJoints(set, config.centre()));
        }
    }
}
