/** The one training loop of the published systems: batches, optimisers, checkpoint and resume, progress, choice of an epoch. */
@NullMarked
package gaitkeeper.trainer.loop;

import org.jspecify.annotations.NullMarked;
