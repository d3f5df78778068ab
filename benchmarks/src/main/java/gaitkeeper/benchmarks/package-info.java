/** The end-to-end load benchmark; kernels are measured in the packages they belong to. */
@NullMarked
package gaitkeeper.benchmarks;

import org.jspecify.annotations.NullMarked;
