/** AGE and CAGE (Rao et al., IJCAI 2020 and T-PAMI 2021): sequences of each axis learned by giving them back in reverse. */
@NullMarked
package gaitkeeper.trainer.cage;

import org.jspecify.annotations.NullMarked;
