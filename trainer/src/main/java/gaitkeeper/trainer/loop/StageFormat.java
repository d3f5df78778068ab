package gaitkeeper.trainer.loop;

import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.StateFile;
import gaitkeeper.trainer.nn.Weights;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link StageState} as bytes. */
final class StageFormat implements StateFile.Format<StageState> {
    @Override
    public int magic() {
        return 0x474b5331;
    }

    @Override
    public void write(StageState state, DataOutputStream out) throws IOException {
        out.writeInt(state.nextEpoch());
        state.weights().write(out);
        out.writeInt(state.optimisers().size());
        for (Adam.State optimiser : state.optimisers()) {
            optimiser.write(out);
        }
        out.writeDouble(state.best());
        out.writeInt(state.bestEpoch());
        out.writeInt(state.waited());
        state.chosen().write(out);
        out.writeInt(state.figures().size());
        for (Map.Entry<String, Double> figure : state.figures().entrySet()) {
            out.writeUTF(figure.getKey());
            out.writeDouble(figure.getValue());
        }
    }

    @Override
    public StageState read(DataInputStream in) throws IOException {
        int epoch = in.readInt();
        Weights weights = Weights.read(in);
        List<Adam.State> optimisers = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            optimisers.add(Adam.State.read(in));
        }
        double best = in.readDouble();
        int bestEpoch = in.readInt();
        int waited = in.readInt();
        Weights chosen = Weights.read(in);
        Map<String, Double> figures = new LinkedHashMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            figures.put(in.readUTF(), in.readDouble());
        }
        return new StageState(epoch, weights, optimisers, best, bestEpoch, waited, chosen, figures);
    }
}
