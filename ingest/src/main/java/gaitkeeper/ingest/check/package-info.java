/**
 * Proves that a stream of frames is what it says it is ({@code specs/skeleton-sources.md}, section 7): unit, directions, sides, joint
 * order, rate, clock, ids. A stream that is not is quarantined before any of its bodies can reach a gallery.
 */
@NullMarked
package gaitkeeper.ingest.check;

import org.jspecify.annotations.NullMarked;
