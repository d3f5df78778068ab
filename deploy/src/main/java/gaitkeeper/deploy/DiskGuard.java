package gaitkeeper.deploy;

import gaitkeeper.core.Frame;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.FrameSink;
import gaitkeeper.ingest.RejectionSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds frames back while the disk of the embedded broker is nearly full. A broker that cannot write ends, and the process with it;
 * what is on its way, the stages and the gallery must still find room.
 */
final class DiskGuard implements FrameSink {
    private static final Logger LOG = LoggerFactory.getLogger(DiskGuard.class);

    /** A disk that is somebody else's to watch. */
    static final LongSupplier ENDLESS = () -> Long.MAX_VALUE;
    /** Bytes that are left to what is on its way. */
    static final long RESERVE = 128L << 20;

    private final FrameSink frames;
    private final RejectionSink rejections;
    private final LongSupplier left;
    private volatile boolean full;

    /**
     * Stands before a sink.
     *
     * @param left bytes that the disk has room for
     */
    DiskGuard(FrameSink frames, RejectionSink rejections, LongSupplier left) {
        this.frames = frames;
        this.rejections = rejections;
        this.left = left;
    }

    /** Room on the disk of a folder, in bytes. */
    static LongSupplier room(Path folder) {
        return () -> {
            try {
                return Files.getFileStore(folder).getUsableSpace();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot tell how much room there is in " + folder, e);
            }
        };
    }

    /** Looks how much is left; call about once a second. */
    void look() {
        long bytes = left.getAsLong();
        if (full != bytes < RESERVE) {
            full = !full;
            tell(bytes);
        }
    }

    private void tell(long bytes) {
        if (full) {
            LOG.atError().addKeyValue("left_mib", bytes >> 20)
                    .addKeyValue("needed_mib", RESERVE >> 20)
                    .log("the disk is nearly full: senders wait until there is room");
        } else {
            LOG.atInfo().addKeyValue("left_mib", bytes >> 20).log("there is room on the disk again");
        }
    }

    /** Whether there is room. */
    boolean hasRoom() {
        return !full;
    }

    @Override
    public void send(TrackId track, Frame frame, Completion done) {
        if (full) {
            rejections.reject(track.sensor(), new MalformedException(Reason.UNAVAILABLE,
                    "the disk is nearly full; make room there and send it again"), frame.bytes());
            done.done(false);
        } else {
            frames.send(track, frame, done);
        }
    }

    @Override
    public boolean congested() {
        return full || frames.congested();
    }
}
