package gaitkeeper.trainer.simmc;

import gaitkeeper.trainer.nn.Adam;
import gaitkeeper.trainer.nn.StateFile;
import gaitkeeper.trainer.nn.Weights;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Optional;

/** A {@link TrainingState} as bytes. */
final class TrainingFormat implements StateFile.Format<TrainingState> {
    @Override
    public int magic() {
        return 0x474b4331;
    }

    @Override
    public void write(TrainingState state, DataOutputStream out) throws IOException {
        out.writeInt(state.nextEpoch());
        state.weights().write(out);
        state.optimiser().write(out);
        out.writeDouble(state.best().best());
        out.writeInt(state.best().epoch());
        out.writeInt(state.best().waited());
        state.chosen().write(out);
        out.writeBoolean(state.retrieval().isPresent());
        if (state.retrieval().isPresent()) {
            Retrieval retrieval = state.retrieval().get();
            out.writeDouble(retrieval.top1());
            out.writeDouble(retrieval.top5());
            out.writeDouble(retrieval.top10());
            out.writeDouble(retrieval.meanAveragePrecision());
        }
    }

    @Override
    public TrainingState read(DataInputStream in) throws IOException {
        int epoch = in.readInt();
        Weights weights = Weights.read(in);
        Adam.State optimiser = Adam.State.read(in);
        var best = new Selection(in.readDouble(), in.readInt(), in.readInt());
        Weights chosen = Weights.read(in);
        Optional<Retrieval> retrieval = in.readBoolean()
                ? Optional.of(new Retrieval(in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()))
                : Optional.empty();
        return new TrainingState(epoch, weights, optimiser, best, chosen, retrieval);
    }
}
