package gaitkeeper.ingest;

import gaitkeeper.ingest.format.Format;
import gaitkeeper.ingest.format.SourceSetup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last documents of a stream, as many as a proposal needs.
 *
 * @param read how they were read; empty for canonical JSON and before the first
 * @param documents as sent
 */
record StreamSample(Optional<Reading> read, List<byte[]> documents) {
    static final StreamSample NONE = new StreamSample(Optional.empty(), List.of());
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_DOCUMENTS = 300;

    /** How documents were read. */
    record Reading(Format format, SourceSetup setup) {}

    static StreamSample of(Format format, SourceSetup setup, byte[] document) {
        return new StreamSample(Optional.of(new Reading(format, setup)), List.of(document));
    }

    /** The format's name; empty of nothing. */
    String format() {
        return read.map(reading -> reading.format().id()).orElse("");
    }

    /** These and one later; the oldest go if they are too many. */
    StreamSample with(StreamSample later) {
        if (!read.equals(later.read)) {
            return later;
        }
        List<byte[]> all = new ArrayList<>(documents);
        all.addAll(later.documents);
        long bytes = all.stream().mapToLong(document -> document.length).sum();
        while (all.size() > 1 && (bytes > MOST_BYTES || all.size() > MOST_DOCUMENTS)) {
            bytes -= all.removeFirst().length;
        }
        return new StreamSample(read, all);
    }

    /** By names that say: one recording, a document after the other. */
    Map<String, byte[]> named() {
        Map<String, byte[]> named = new LinkedHashMap<>();
        documents.forEach(document -> named.put("live/" + named.size(), document));
        return named;
    }
}
