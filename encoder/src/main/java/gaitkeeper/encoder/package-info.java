/** Frames to sequences to embeddings: the windower, the batching ONNX Runtime encoder, bundle loading and hot swap. */
@NullMarked
package gaitkeeper.encoder;

import org.jspecify.annotations.NullMarked;
