/** Recorded people: data sets and our own set file, read and written; who trains and who is asked. */
@NullMarked
package gaitkeeper.recordings;

import org.jspecify.annotations.NullMarked;
