/** Networks written once: tensor operators with two back-ends, libtorch for training and ONNX for the bundle. */
@NullMarked
package gaitkeeper.trainer.nn;

import org.jspecify.annotations.NullMarked;
