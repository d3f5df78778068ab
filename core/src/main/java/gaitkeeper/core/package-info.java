/**
 * The words every stage agrees on: track, frame, sequence, embedding, match, identity, rejection.
 *
 * <p>A type enters this package when two stages must agree on it, and for no other reason.
 */
@NullMarked
package gaitkeeper.core;

import org.jspecify.annotations.NullMarked;
