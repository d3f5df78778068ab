/** MG-SCR (Rao et al., IJCAI 2021): graphs of three scales, learned by predicting the next skeleton, then with labels. */
@NullMarked
package gaitkeeper.trainer.mgscr;

import org.jspecify.annotations.NullMarked;
