/** The model bundle: what the trainer hands to the encoder and the matcher ({@code model.json}, golden vectors). */
@NullMarked
package gaitkeeper.core.bundle;

import org.jspecify.annotations.NullMarked;
