/** What systems cost beside what they achieve. */
@NullMarked
package gaitkeeper.trainer.compare;

import org.jspecify.annotations.NullMarked;
