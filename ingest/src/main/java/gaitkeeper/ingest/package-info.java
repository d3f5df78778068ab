/** Sensor feeds, recordings and simulated people, turned into frames on {@code gk.frames}. */
@NullMarked
package gaitkeeper.ingest;

import org.jspecify.annotations.NullMarked;
