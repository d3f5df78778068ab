/** SM-SGE (Rao et al., ACM MM 2021): graphs of four scales, learned by reconstructing skeletons across scales. */
@NullMarked
package gaitkeeper.trainer.smsge;

import org.jspecify.annotations.NullMarked;
