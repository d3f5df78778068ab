package gaitkeeper.core;

import java.util.Arrays;

/** A sequence kept as evidence for an identity, with its embedding under one model. Immutable. */
public final class Exemplar {
    private final SequenceId sequence;
    private final ModelId model;
    private final float[] vector;

    /** Makes an exemplar; the vector is not copied: hand it over. */
    public Exemplar(SequenceId sequence, ModelId model, float[] vector) {
        this.sequence = sequence;
        this.model = model;
        this.vector = vector;
    }

    /** The exemplar an embedding would make. */
    public static Exemplar of(Embedding embedding) {
        return new Exemplar(embedding.sequence(), embedding.model(), embedding.vector());
    }

    /** Its name. */
    public ExemplarId id() {
        return new ExemplarId(model, sequence);
    }

    /** The sequence it was made from. */
    public SequenceId sequence() {
        return sequence;
    }

    /** The model of the vector. */
    public ModelId model() {
        return model;
    }

    /** The vector, shared: do not modify. */
    public float[] vector() {
        return vector;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Exemplar that && sequence.equals(that.sequence) && model.equals(that.model)
                && Arrays.equals(vector, that.vector);
    }

    @Override
    public int hashCode() {
        return 31 * sequence.hashCode() + Arrays.hashCode(vector);
    }

    /** Without the vector: it must never reach a log. */
    @Override
    public String toString() {
        return "Exemplar[" + sequence + " by " + model + "]";
    }
}
