package gaitkeeper.encoder;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.core.graph.BodyPart;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds windows for people who ask about an answer. It has a session of its own, loaded at the first question: so it works
 * where the stages run apart, costs nothing until somebody asks, and is never in the way of the live path. One question at a
 * time.
 */
public final class Inquiry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

    private final ModelBundle bundle;
    private Optional<Loaded> loaded = Optional.empty();

    private record Loaded(EncodingModel model, Occlusion occlusion) {}

    /** Will ask this model; nothing is loaded yet. */
    public Inquiry(ModelBundle bundle) {
        this.bundle = bundle;
    }

    /**
     * Embeds those of some windows that have as many frames as the model reads.
     *
     * @return in the same order
     * @throws MalformedException if this process cannot load or run its model ({@link Reason#NO_MODEL},
     *     {@link Reason#ENCODER_FAILED})
     */
    public synchronized List<float[]> embed(List<Sequence> windows) {
        EncodingModel model = loaded().model;
        return model.embed(windows.stream().filter(model::accepts).toList());
    }

    /**
     * Embeds the same windows as if a part of the body were anybody's: of each, the mean of the embeddings that it has with the
     * parts of other people.
     *
     * @throws MalformedException as {@link #embed(List)}
     */
    public synchronized List<float[]> without(BodyPart part, List<Sequence> windows) {
        Loaded ready = loaded();
        return windows.stream().filter(ready.model::accepts)
                .map(window -> mean(ready.model.embed(ready.occlusion.without(part, window)))).toList();
    }

    private static float[] mean(List<float[]> vectors) {
        float[] mean = new float[vectors.getFirst().length];
        for (float[] vector : vectors) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i] / vectors.size();
            }
        }
        return mean;
    }

    private Loaded loaded() {
        if (loaded.isEmpty()) {
            try {
                loaded = Optional.of(new Loaded(EncodingModel.load(bundle), new Occlusion(bundle)));
            } catch (IllegalArgumentException e) {
                LOG.atWarn().addKeyValue("model", bundle.spec().id()).addKeyValue("cause", e.getMessage())
                        .log("no questions about answers: the model cannot be loaded");
                throw new MalformedException(Reason.NO_MODEL, e.getMessage() == null ? "unreadable" : e.getMessage());
            }
        }
        return loaded.get();
    }

    @Override
    public synchronized void close() {
        loaded.ifPresent(ready -> ready.model.close());
        loaded = Optional.empty();
    }
}
