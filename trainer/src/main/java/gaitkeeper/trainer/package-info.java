/** Off the live path: data sets and protocols, untrained and trained models, ONNX export, evaluation and calibration. */
@NullMarked
package gaitkeeper.trainer;

import org.jspecify.annotations.NullMarked;
