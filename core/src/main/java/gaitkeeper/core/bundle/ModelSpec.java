package gaitkeeper.core.bundle;

import com.fasterxml.jackson.annotation.JacksonInject;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.OptBoolean;
import gaitkeeper.core.ModelId;
import java.util.List;
import java.util.Map;

/**
 * The content of a bundle's {@code model.json}.
 *
 * @param id name and version
 * @param system which published or own system it is, such as {@code d16} or {@code simmc}
 * @param description one sentence for people
 * @param modality {@code skeleton}
 * @param joints 20 for the K20 order, 25 for K25
 * @param frames f, frames per sequence
 * @param input name of the graph's input, float {@code [batch, f, joints, 3]} in metres, not centred
 * @param output name of the graph's output, float {@code [batch, width]}
 * @param width length of an embedding
 * @param metric how embeddings are compared
 * @param geometries sensor geometries the model was made for, by their ids
 * @param calibration thresholds for open-set decisions
 * @param results protocol results, name to value in percent
 * @param trainedOn data, its fingerprint, its terms
 * @param seed seed of everything random
 * @param commit of the code that made it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelSpec(String id, String system, String description, String modality, int joints, int frames,
        String input,
        String output, int width, Metric metric, List<String> geometries, Calibration calibration,
        Map<String, Double> results,
        TrainedOn trainedOn, long seed, String commit) {
    /**
     * The data behind a model.
     *
     * @param data name of the data set and part of it
     * @param fingerprint SHA-256 of the data as read
     * @param terms what its owners allow
     * @param seen the same data for programs; unknown where {@code model.json} does not tell
     */
    public record TrainedOn(String data, String fingerprint, String terms,
            @JacksonInject(useInput = OptBoolean.TRUE) Seen seen) {
        /** Of a model whose maker did not note what it has seen. */
        public TrainedOn(String data, String fingerprint, String terms) {
            this(data, fingerprint, terms, Seen.UNKNOWN);
        }
    }

    /** Checks what the live system depends on. */
    public ModelSpec {
        var unused = new ModelId(id);
        if (joints != 20 && joints != 25) {
            throw new IllegalArgumentException("model.json of " + id + ": joints must be 20 or 25, was " + joints);
        }
        if (frames < 1 || frames > 512 || width < 1 || width > 8192) {
            throw new IllegalArgumentException("model.json of " + id + ": frames must be 1 to 512 and width 1 to 8192");
        }
    }

    /** The id as embeddings carry it. */
    public ModelId modelId() {
        return new ModelId(id);
    }
}
