/** Embeddings to identities: the gallery, the decision per track, the identity log's one writer, and the live page. */
@NullMarked
package gaitkeeper.matcher;

import org.jspecify.annotations.NullMarked;
