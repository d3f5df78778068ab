package gaitkeeper.core.wire;

import gaitkeeper.core.AuditEntry;
import gaitkeeper.core.Embedding;
import gaitkeeper.core.Frame;
import gaitkeeper.core.GalleryRequest;
import gaitkeeper.core.LogEntry;
import gaitkeeper.core.Match;
import gaitkeeper.core.Rejection;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The one table of topics, those of this process' {@link Site}. Stages meet here and nowhere else. */
public final class Topics {
    /** Codec of frames: the wire form is the frame. */
    public static final Codec<Frame> FRAME = codec(Frame::bytes, Frame::of);
    /** Codec of sequences: the wire form is the sequence. */
    public static final Codec<Sequence> SEQUENCE = codec(Sequence::bytes, Sequence::of);
    /** Codec of embeddings. */
    public static final Codec<Embedding> EMBEDDING = new EmbeddingCodec();
    /** Codec of matches. */
    public static final Codec<Match> MATCH = new MatchCodec();
    /** Codec of entries of the identity log. */
    public static final Codec<LogEntry> LOG_ENTRY = new LogEntryCodec();
    /** Codec of gallery commands. */
    public static final Codec<GalleryRequest> GALLERY_REQUEST = new GalleryRequestCodec();
    /** Codec of rejections. */
    public static final Codec<Rejection> REJECTION = new RejectionCodec();
    /** Codec of audit entries. */
    public static final Codec<AuditEntry> AUDIT_ENTRY = new AuditEntryCodec();
    /** Codec of track ids: their text form. */
    public static final Codec<TrackId> TRACK = codec(track -> track.toString().getBytes(StandardCharsets.UTF_8),
            bytes -> TrackId.parse(new String(bytes, StandardCharsets.UTF_8)));

    private static final Serde<TrackId> TRACK_KEYS = TRACK.serde();

    /** Frames by track, as ingest accepted them. */
    public static final Topic<TrackId, Frame> FRAMES = new Topic<>(name("frames"), TRACK_KEYS, FRAME.serde());
    /** Sequences by track. */
    public static final Topic<TrackId, Sequence> SEQUENCES = new Topic<>(name("sequences"), TRACK_KEYS,
            SEQUENCE.serde());
    /** Embeddings by track. */
    public static final Topic<TrackId, Embedding> EMBEDDINGS = new Topic<>(name("embeddings"), TRACK_KEYS,
            EMBEDDING.serde());
    /** Answers by track. */
    public static final Topic<TrackId, Match> MATCHES = new Topic<>(name("matches"), TRACK_KEYS, MATCH.serde());
    /** What a gallery's writer is asked to do, by gallery; one partition. */
    public static final Topic<String, GalleryRequest> COMMANDS = new Topic<>(name("commands"), Serdes.String(),
            GALLERY_REQUEST.serde());
    /** The identity log, by gallery; one partition, its order is the truth. */
    public static final Topic<String, LogEntry> IDENTITIES = new Topic<>(name("identities"), Serdes.String(),
            LOG_ENTRY.serde());
    /** Pages of snapshots of the gallery, in their order; one partition. */
    public static final Topic<String, byte[]> SNAPSHOTS = new Topic<>(name("snapshots"), Serdes.String(),
            Serdes.ByteArray());
    /** What was refused and why, by source. */
    public static final Topic<String, Rejection> REJECTED = new Topic<>(name("rejected"), Serdes.String(),
            REJECTION.serde());
    /** Who looked up or changed what, by caller; appended to and never changed. */
    public static final Topic<String, AuditEntry> AUDIT = new Topic<>(name("audit"), Serdes.String(),
            AUDIT_ENTRY.serde());

    private Topics() {}

    private static String name(String kind) {
        return Site.topicPrefix() + kind;
    }

    private static <T> Codec<T> codec(Function<T, byte[]> encode,
            Function<byte[], T> decode) {
        return new Codec<>() {
            @Override
            public byte[] encode(T value) {
                return encode.apply(value);
            }

            @Override
            public T decode(byte[] bytes) {
                return decode.apply(bytes);
            }
        };
    }
}
