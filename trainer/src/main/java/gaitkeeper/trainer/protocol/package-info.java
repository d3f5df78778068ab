/**
 * How well embeddings tell people apart: retrieval, classification, CASIA-B's conditions, whole tracks and open sets. All of it
 * works on labelled embeddings and knows neither data sets nor models.
 */
@NullMarked
package gaitkeeper.trainer.protocol;

import org.jspecify.annotations.NullMarked;
