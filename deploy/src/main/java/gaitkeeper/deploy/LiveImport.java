package gaitkeeper.deploy;

import gaitkeeper.core.Sequence;
import gaitkeeper.core.wire.Topics;
import gaitkeeper.recordings.Importer;
import gaitkeeper.recordings.TrackLabels;
import gaitkeeper.recordings.TrackRecorder;
import java.io.IOException;

/**
 * What the live path has seen, as recordings: {@code gk.sequences}, labelled with the gallery's names.
 *
 * @param kafka where
 * @param labels an empty fold; says which labels count
 */
record LiveImport(KafkaClients kafka, TrackLabels labels) implements Importer {
    @Override
    public void read(Sink sink) throws IOException {
        var topics = new TopicReader(kafka);
        new Snapshots(kafka).newest(Snapshots::namesOnly)
                .ifPresent(found -> labels.begin(found.content().ledger()));
        topics.read(Topics.IDENTITIES.name(), Topics.LOG_ENTRY, (key, event) -> labels.add(event));
        topics.read(Topics.MATCHES.name(), Topics.MATCH, (key, match) -> labels.add(match));
        var recorder = new TrackRecorder(labels, sink);
        topics.read(Topics.SEQUENCES.name(), Topics.SEQUENCE, new TopicReader.Reader<Sequence>() {
            @Override
            public void read(byte[] key, Sequence sequence) throws IOException {
                recorder.add(TopicReader.track(key), sequence);
            }

            @Override
            public void endOfPartition() throws IOException {
                recorder.finish();
            }
        });
        if (recorder.unlabelled() > 0) {
            sink.skipped(recorder.unlabelled() + " sequences", "their tracks have no name; name people on the page, or"
                    + " widen with --labels ANSWERS or --strangers");
        }
        if (topics.unreadable() > 0) {
            sink.skipped(topics.unreadable() + " records", "they are not what their topic holds");
        }
    }
}
