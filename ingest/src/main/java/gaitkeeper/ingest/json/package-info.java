/** JSON as sensors send it: a reader for documents that are numbers above all. */
@NullMarked
package gaitkeeper.ingest.json;

import org.jspecify.annotations.NullMarked;
