/** Dividing work among threads, and telling where its time goes. */
@NullMarked
package gaitkeeper.trainer.work;

import org.jspecify.annotations.NullMarked;
