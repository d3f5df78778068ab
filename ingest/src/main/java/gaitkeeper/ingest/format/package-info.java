/**
 * What sensors and pose estimators send, turned into frames: a reader per format behind one interface, and telling them apart. What
 * each accepts is listed in {@code ingest/README.md}.
 */
@NullMarked
package gaitkeeper.ingest.format;

import org.jspecify.annotations.NullMarked;
