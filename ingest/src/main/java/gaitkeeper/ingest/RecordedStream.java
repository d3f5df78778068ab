package gaitkeeper.ingest;

import gaitkeeper.core.Frame;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.core.Skeleton;
import gaitkeeper.core.TrackId;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Problem;
import gaitkeeper.ingest.CanonicalFrames.Result;
import gaitkeeper.ingest.check.CheckConfig;
import gaitkeeper.ingest.check.StreamCheck;
import gaitkeeper.ingest.format.Format;
import gaitkeeper.ingest.format.FormatReader;
import gaitkeeper.ingest.format.SourceSetup;
import gaitkeeper.recordings.JointList;
import gaitkeeper.recordings.Style;
import gaitkeeper.recordings.Take;
import gaitkeeper.recordings.Walk;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recorded documents of one source: a file, folder or archive of any format, read to frames and judged as one stream.
 *
 * @param format what was read
 * @param files documents read
 * @param skipped files that are nothing of the kind, such as licences
 * @param problems what was refused in them, the first hundred
 * @param walks a walk for each track of each recording
 * @param check what the self-checks say
 */
public record RecordedStream(Format format, int files, int skipped, List<Problem> problems, List<Walk> walks,
        StreamCheck check) {
    /** A session's own number in names like {@code a01_s03_e02_v01}. */
    private static final Pattern PERSON = Pattern.compile("(?:^|.*[_/-])s(\\d{1,4})(?:[_.-].*|$)");
    private static final int LONGEST_NAME = 48;
    private static final double SECOND_NS = 1e9;

    /** Copies the lists. */
    public RecordedStream {
        problems = List.copyOf(problems);
        walks = List.copyOf(walks);
    }

    /**
     * Reads recorded documents.
     *
     * @param format empty to tell each document's by itself; all must be the same
     * @throws MalformedException if nothing there can be read
     */
    public static RecordedStream open(Path path, Optional<Format> format, SourceSetup setup, CheckConfig checks)
            throws IOException {
        var reading = new Reading(format, setup, checks);
        each(path, setup, reading::read);
        return reading.finish(path);
    }

    /** Visits every document: each file, or the files of all cameras of a moment together. */
    static void each(Path path, SourceSetup setup, Documents.Visitor visitor) throws IOException {
        if (setup.cameras().isPresent()) {
            var folders = new CameraFolders(setup.cameras().get());
            Documents.each(path, folders);
            folders.each(visitor);
        } else {
            Documents.each(path, visitor);
        }
    }

    /** The same of documents in memory, by name. */
    static RecordedStream of(Map<String, byte[]> documents, Format format, SourceSetup setup, CheckConfig checks) {
        var reading = new Reading(Optional.of(format), setup, checks);
        reading.seen = Optional.of(format);
        documents.forEach(reading::read);
        return reading.finish(Path.of("sample"));
    }

    /** What has been read so far. */
    private static final class Reading {
        private final SourceSetup setup;
        private final CheckConfig checks;
        private final FormatReader reader;
        private final boolean told;
        private final Map<String, List<Frame>> tracks = new LinkedHashMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private Optional<Format> seen = Optional.empty();
        private String unreadable = "";
        private int files;
        private int skipped;

        Reading(Optional<Format> format, SourceSetup setup, CheckConfig checks) {
            this.setup = setup;
            this.checks = checks;
            this.reader = new FormatReader(format, setup);
            this.told = format.isPresent();
        }

        void read(String name, byte[] document) {
            Result result = reader.parse(document, Form.VALUES);
            boolean strange = result.frames().isEmpty() && result.problems().stream()
                    .anyMatch(problem -> problem.reason() == Reason.UNKNOWN_FORMAT)
                    || told && result.frames().isEmpty() && !result.problems().isEmpty() && files == 0;
            if (strange || seen.isPresent() && !seen.equals(reader.seen())) {
                skipped++;
                unreadable = unreadable.isEmpty() && !result.problems().isEmpty()
                        ? name + ": " + result.problems().getFirst().why().getMessage()
                        : unreadable;
                return;
            }
            seen = reader.seen();
            files++;
            result.problems().stream().limit(CanonicalFrames.MAX_LISTED - problems.size()).forEach(problem -> problems
                    .add(new Problem(name + " " + problem.at(), problem.why(), "", problem.from(), problem.to())));
            boolean fileAFrame = result.frames().stream().allMatch(body -> body.message() == 0);
            String recording = fileAFrame && name.contains("/") ? name.substring(0, name.lastIndexOf('/')) : name;
            boolean timed = reader.sinceEpoch() || reader.deviceClock();
            for (Accepted body : result.frames()) {
                String track = recording + "#" + body.track().track();
                List<Frame> frames = tracks.computeIfAbsent(track, _ -> new ArrayList<>());
                frames.add(fileAFrame && !timed
                        ? body.frame().at(Math.round(files * SECOND_NS / setup.framesPerSecond().orElse(30.0)), 0)
                        : body.frame());
            }
        }

        RecordedStream finish(Path path) {
            Format format = seen.orElseThrow(() -> new MalformedException(Reason.UNKNOWN_FORMAT,
                    path + " holds nothing that can be read" + (unreadable.isEmpty() ? "" : "; " + unreadable)));
            var check = new StreamCheck(checks);
            List<Walk> walks = new ArrayList<>();
            tracks.forEach((name, frames) -> {
                var track = new TrackId("recorded", "0", Integer.toString(walks.size()));
                frames.forEach(frame -> check.observe(track, frame));
                walks.add(walk(name, walks.size(), frames));
            });
            return new RecordedStream(format, files, skipped, problems, walks, check);
        }

        private Walk walk(String name, int index, List<Frame> frames) {
            Matcher person = PERSON.matcher(name);
            String plain = name.replaceAll("[^A-Za-z0-9._#-]", "_");
            String shortName = plain.length() > LONGEST_NAME ? plain.substring(plain.length() - LONGEST_NAME) : plain;
            var take = new Take(person.matches() ? "s" + person.group(1) : "r" + index, index, shortName, "");
            var style = new Style(JointList.KINECT_V2, frames.getFirst().geometry(), rate(frames), 0, 0, 0);
            return new Walk(take, style, frames.size(), new Made(frames));
        }

        private float rate(List<Frame> frames) {
            if (setup.framesPerSecond().isPresent()) {
                return setup.framesPerSecond().get().floatValue();
            }
            double seconds = (frames.getLast().eventTimeNs() - frames.getFirst().eventTimeNs()) / SECOND_NS;
            double rate = (frames.size() - 1) / seconds;
            return rate > 1 && rate < 1000 ? (float) rate : 30;
        }
    }

    /** Frames that are made already. */
    private record Made(List<Frame> frames) implements Walk.Joints {
        @Override
        public void copy(int index, FloatBuffer target) {
            Frame frame = frames.get(index);
            for (int slot = 0; slot < Skeleton.K25; slot++) {
                target.put(frame.joint(slot, 0)).put(frame.joint(slot, 1)).put(frame.joint(slot, 2));
            }
        }

        @Override
        public Optional<Frame> made(int index) {
            return Optional.of(frames.get(index));
        }
    }
}
