package gaitkeeper.ingest.format;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.CanonicalFrames.Accepted;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Problem;
import gaitkeeper.ingest.CanonicalFrames.Result;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the documents of one source, one after the other. Times are as sent: those of a device from its own start, those of formats
 * without any from 0 at the nominal rate. For one thread; keep one per connection or file.
 */
public final class FormatReader {
    private final Optional<Format> format;
    private final PoseWriter out;
    private Optional<Format> seen = Optional.empty();

    /** Reads one format, or, if {@code format} is empty, what each document turns out to be. */
    public FormatReader(Optional<Format> format, SourceSetup setup) {
        this.format = format;
        this.out = new PoseWriter(setup);
    }

    /** Reads a document. Never throws on account of its content. */
    public Result parse(byte[] document, Form form) {
        if (form == Form.VALUES) {
            return parse(document, 0, document.length);
        }
        var lines = new Lines();
        int from = 0;
        for (int at = 0; at <= document.length; at++) {
            if (at == document.length || document[at] == '\n') {
                if (!isBlank(document, from, at)) {
                    lines.add(parse(document, from, at), out);
                }
                from = at + 1;
            }
        }
        return lines.result();
    }

    private Result parse(byte[] document, int from, int to) {
        out.open(to - from, 30);
        try {
            Format what = format.isPresent() ? format.get() : FormatDetector.detect(document, from, to).format();
            seen = Optional.of(what);
            out.open(to - from, what.framesPerSecond());
            what.reader().read(document, from, to, out);
        } catch (MalformedException e) {
            out.refuse(e);
        }
        return out.result();
    }

    private static boolean isBlank(byte[] document, int from, int to) {
        for (int at = from; at < to; at++) {
            if (document[at] > ' ' || document[at] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The format of the last document, once it was told. */
    public Optional<Format> seen() {
        return seen;
    }

    /** Whether the last document's times are nanoseconds since the epoch, and not from a start of their own. */
    public boolean sinceEpoch() {
        return out.clock() == PoseWriter.Clock.EPOCH;
    }

    /** Whether the last document's times are the device's, from a start of its own. */
    public boolean deviceClock() {
        return out.clock() == PoseWriter.Clock.DEVICE;
    }

    /** Results of lines, numbered through; where lines have no times they follow one another. */
    private static final class Lines {
        private final List<Accepted> frames = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final Map<Reason, Integer> unlisted = new EnumMap<>(Reason.class);
        private int line;
        private long shiftNs;

        void add(Result result, PoseWriter out) {
            boolean timed = out.clock() != PoseWriter.Clock.NONE;
            long last = 0;
            for (Accepted frame : result.frames()) {
                long timeNs = frame.frame().eventTimeNs();
                last = Math.max(last, timeNs);
                frames.add(new Accepted(line, frame.body(), frame.track(),
                        timed ? frame.frame() : frame.frame().at(timeNs + shiftNs, 0)));
            }
            shiftNs += last + out.periodNs();
            for (Problem problem : result.problems()) {
                String within = problem.at().substring(problem.at().indexOf(']') + 1);
                problems.add(new Problem("[" + line + "]" + within, problem.why(), problem.sensor(), 0, problem.to()));
            }
            result.unlisted().forEach((reason, count) -> unlisted.merge(reason, count, Integer::sum));
            line++;
        }

        Result result() {
            return new Result(frames, problems, unlisted);
        }
    }
}
