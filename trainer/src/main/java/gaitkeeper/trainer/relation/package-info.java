/** Relations within a body graph and between graphs of different scales, shared by SM-SGE and MG-SCR. */
@NullMarked
package gaitkeeper.trainer.relation;

import org.jspecify.annotations.NullMarked;
