package gaitkeeper.trainer.relation;

import gaitkeeper.trainer.nn.Ops;

/** A network with a state after each frame, from which a sequence's vector and the scores of classes are made. */
public interface StateNetwork {
    /** Joints of a frame, J. */
    int joints();

    /** Frames of a sequence, f. */
    int frames();

    /** Numbers of a state. */
    int width();

    /** Numbers of an embedding. */
    default int embeddingWidth() {
        return width();
    }

    /** States after each frame: {@code [batch, f, J, 3]}, centred where the system centres, to {@code [batch, f, width]}. */
    <T> T states(Ops<T> ops, T joints);

    /**
     * What scores are made of: the states, unless the system has one more.
     *
     * @param joints as for {@link #states}
     * @return {@code [batch, f or f + 1, width]}
     */
    default <T> T levels(Ops<T> ops, T joints, T states) {
        return states;
    }

    /** The vector of a sequence: {@code [batch, f, width]} to {@code [batch, embeddingWidth]}. */
    <T> T embedding(Ops<T> ops, T states);

    /** Scores of all classes: {@code [batch, levels, width]} to {@code [batch, C]}. */
    <T> T logits(Ops<T> ops, T levels, int classes);
}
