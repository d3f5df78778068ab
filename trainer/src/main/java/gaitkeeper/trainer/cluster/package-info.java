/** Clustering without labels: nearest neighbours, k-reciprocal Jaccard distance, DBSCAN, prototypes. Exact and repeatable. */
@NullMarked
package gaitkeeper.trainer.cluster;

import org.jspecify.annotations.NullMarked;
