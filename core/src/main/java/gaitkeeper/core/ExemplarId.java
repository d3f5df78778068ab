package gaitkeeper.core;

/**
 * The name of an exemplar.
 *
 * @param model of its embedding
 * @param sequence it was made from
 */
public record ExemplarId(ModelId model, SequenceId sequence) {}
