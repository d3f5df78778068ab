/** SimMC (Rao and Miao, IJCAI 2022): learns embeddings of skeleton sequences without labels. */
@NullMarked
package gaitkeeper.trainer.simmc;

import org.jspecify.annotations.NullMarked;
