package gaitkeeper.trainer;

/**
 * The three parts of a data set under one protocol and one draw.
 *
 * @param train to learn from
 * @param gallery who is known when measured
 * @param probe who is asked for
 */
public record Partition(SequenceSet train, SequenceSet gallery, SequenceSet probe) {}
