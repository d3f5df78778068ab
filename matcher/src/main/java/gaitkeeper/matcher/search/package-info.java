/** The vectors behind a gallery, and who is nearest to a probe. Knows owners as numbers, and neither people nor events. */
@NullMarked
package gaitkeeper.matcher.search;

import org.jspecify.annotations.NullMarked;
