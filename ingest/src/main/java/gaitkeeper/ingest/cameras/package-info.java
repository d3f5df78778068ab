/** Points of several calibrated cameras' images, turned into bodies in space. */
@NullMarked
package gaitkeeper.ingest.cameras;

import org.jspecify.annotations.NullMarked;
