package gaitkeeper.core;

/**
 * The name of an exemplar.
 *
 * @param model of its embedding
 * @param sequence it was made from
 */
public record ExemplarId(ModelId model, SequenceId sequence) {
    // Like the generated ones, which are put together anew at every start and are slow until they are compiled: keys of large tables.
    @Override
    public boolean equals(Object other) {
        return other instanceof ExemplarId that && sequence.equals(that.sequence) && model.equals(that.model);
    }

    @Override
    public int hashCode() {
        return 31 * model.hashCode() + sequence.hashCode();
    }
}
