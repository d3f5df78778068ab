package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for pose estimators that write files: every file that appears in a folder, or in a folder in it, is read once it stays the
 * same from one look to the next, in order of names, and moved to {@code done} when its frames are stored, or to {@code refused} if it
 * holds nothing that can be read. A file of several frames is a session of its own. What was not moved when the process ended is
 * read again; its frames are the same and count once only if the format gives times.
 */
public final class WatchedFolder implements AutoCloseable {
    /** Where files go whose frames are stored. */
    static final String DONE = "done";
    /** Where files go that hold nothing that can be read. */
    static final String REFUSED = "refused";

    private static final Logger LOG = LoggerFactory.getLogger(WatchedFolder.class);
    private static final int MOST_UNDER_WAY = 1_024;
    private static final int DEPTH = 2;
    private static final long LOOK_EVERY_NS = 100_000_000L;

    private final Path folder;
    private final Refusals refusals;
    private final SourceReaders readers;
    private final Courier courier;
    private final Ticker ticker;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Set<Path> underWay = ConcurrentHashMap.newKeySet();
    private Map<Path, Look> before = Map.of();

    /** What a file looked like. */
    private record Look(long size, FileTime changed) {}

    /**
     * Makes the door; nothing is looked at until {@link #start} or {@link #look}.
     *
     * @param settings empty for canonical JSON; else as in the address of {@link IngestRoutes#FRAMES}. Without {@code sensor} each
     *     folder is one, named after itself
     * @throws MalformedException if the settings make no sense, or there is no such folder
     */
    public WatchedFolder(Path folder, Intake intake, Map<String, String> settings, Ticker ticker) {
        if (!Files.isDirectory(folder)) {
            throw new MalformedException(Reason.BAD_FIELD, folder + " is no folder; make it first");
        }
        this.folder = folder;
        this.refusals = intake.refusals();
        this.readers = new SourceReaders(intake.admission(), settings);
        this.courier = new Courier(intake.frames(), MOST_UNDER_WAY);
        this.ticker = ticker;
    }

    /** Looks every tenth of a second until closed. */
    public WatchedFolder start() {
        Thread.ofVirtual().name("watched-folder").start(() -> {
            try {
                while (!closed.get()) {
                    look();
                    ticker.sleep(LOOK_EVERY_NS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return this;
    }

    /** Looks once: reads what has not changed since the last look. */
    void look() throws InterruptedException {
        Map<Path, Look> now = new HashMap<>();
        try {
            for (Path file : files()) {
                var look = new Look(Files.size(file), Files.getLastModifiedTime(file));
                if (look.equals(before.get(file))) {
                    take(file);
                } else {
                    now.put(file, look);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.atWarn().addKeyValue("folder", folder).addKeyValue("cause", String.valueOf(e.getMessage()))
                    .log("the watched folder cannot be read; looking again");
        }
        before = now;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder, DEPTH)) {
            return all.filter(Files::isRegularFile).filter(this::isOurs).filter(file -> !underWay.contains(file))
                    .sorted().toList();
        }
    }

    /** Not what is done with, hidden, or still to be renamed. */
    private boolean isOurs(Path file) {
        Path within = folder.relativize(file);
        String name = String.valueOf(file.getFileName());
        return !within.startsWith(DONE) && !within.startsWith(REFUSED) && !name.startsWith(".")
                && !name.endsWith(".part") && !name.endsWith(".tmp");
    }

    private void take(Path file) throws IOException, InterruptedException {
        List<Accepted> frames = new ArrayList<>();
        boolean[] read = {false};
        try {
            Documents.each(file, (name, document) -> {
                Result result = readers.of(source(file)).parse(document, form(name));
                refusals.report("folder:" + source(file), document, result);
                read[0] |= !result.refused() || result.problems().getFirst().reason() == Reason.QUARANTINED;
                frames.addAll(session(result, SourceReaders.plain(name)));
            });
        } catch (MalformedException e) {
            refusals.report("folder:" + source(file), e);
        }
        underWay.add(file);
        if (read[0]) {
            courier.deliver(frames, () -> move(file, DONE));
        } else {
            move(file, REFUSED);
        }
    }

    private String source(Path file) {
        Path parent = folder.relativize(file).getParent();
        return SourceReaders.plain(String.valueOf((parent == null ? folder.toAbsolutePath() : parent).getFileName()));
    }

    private static Form form(String name) {
        return name.endsWith(".ndjson") || name.endsWith(".jsonl") ? Form.LINES : Form.VALUES;
    }

    /** The frames, in a session named after the file if there are several, one after the other. */
    private static List<Accepted> session(Result result, String name) {
        if (result.frames().stream().allMatch(body -> body.message() == 0)) {
            return result.frames();
        }
        return result.frames().stream().map(body -> new Accepted(body.message(), body.body(),
                new TrackId(body.track().sensor(), name, body.track().track()), body.frame())).toList();
    }

    private void move(Path file, String where) {
        Path target = folder.resolve(where).resolve(folder.relativize(file));
        try {
            Files.createDirectories(target.resolveSibling("."));
            Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("file", file).addKeyValue("cause", String.valueOf(e.getMessage()))
                    .log("a file that was read cannot be moved");
            return;
        }
        underWay.remove(file);
    }

    /** Stops looking. Files whose frames are not stored yet stay where they are. */
    @Override
    public void close() {
        closed.set(true);
        courier.close();
    }
}
