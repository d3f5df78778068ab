/** What an identity log means: who is who, as a fold over its entries. */
@NullMarked
package gaitkeeper.core.gallery;

import org.jspecify.annotations.NullMarked;
