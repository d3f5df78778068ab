package gaitkeeper.ingest;

import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Result;

/** Turns what a sensor sends into frames. */
@FunctionalInterface
public interface DocumentReader {
    /** Reads a document. Never throws on account of its content. */
    Result parse(byte[] document, Form form);
}
