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

    /** Number of states that scores are made of: those after each frame come first. */
    default int levels() {
        return frames();
    }

    /** The states that scores are made of: as {@link #states}, to {@code [batch, levels, width]}. */
    default <T> T levels(Ops<T> ops, T joints) {
        return states(ops, joints);
    }

    /** The vector of a sequence: {@code [batch, f, width]} to {@code [batch, embeddingWidth]}. */
    <T> T embedding(Ops<T> ops, T states);

    /** Scores of all classes: {@code [batch, levels, width]} to {@code [batch, C]}. */
    <T> T logits(Ops<T> ops, T levels, int classes);
}
