package gaitkeeper.recordings;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * KS20 (Nambiar et al. 2017) as text: a folder per view, in it a file per frame {@code gc<1..3>_body<N>_<time>[_..]} of 25 rows
 * ({@code data-and-protocol.md} section 2.4). The walk's number is that of {@code gc}. Nothing is cleaned or dropped.
 *
 * <p>The published pre-processing hands a recording on when the next person's files start and files it under <em>their</em>
 * {@code gc}; the last one of a view is lost. So person 9, whose files sort last, has {@code gc1} filed as 2, {@code gc2} as 3, and
 * no {@code gc3}. {@link Labels#PUBLISHED} repeats that, and numbers people without gaps.
 */
final class Ks20 implements Importer {
    /** The folders, from the front to the right. */
    static final List<String> VIEWS = List.of("frontal", "left_diagonal", "left_lateral", "right_diagonal",
            "right_lateral");

    private static final Pattern FILE = Pattern.compile("gc([1-3])_body(\\d{1,3})_(\\d{1,30})(?:[_.].*)?");

    private final Path root;
    private final Labels labels;

    Ks20(Path root, Labels labels) {
        this.root = root;
        this.labels = labels;
    }

    /** One frame's file, by its name. */
    private record FrameName(Path path, int gc, int body, BigInteger time) {}

    @Override
    public void read(Sink sink) throws IOException {
        int views = 0;
        for (String view : VIEWS) {
            if (Files.isDirectory(root.resolve(view))) {
                views++;
                List<FrameName> names = names(root.resolve(view));
                if (labels == Labels.PUBLISHED) {
                    readAsPublished(view, names, sink);
                } else {
                    readByName(view, names, sink);
                }
            }
        }
        if (views == 0) {
            throw new MalformedException(Reason.BAD_FIELD,
                    "no recording found in " + root + "; expected KS20's folders " + String.join(", ", VIEWS));
        }
    }

    private static List<FrameName> names(Path folder) throws IOException {
        List<FrameName> names = Folders.files(folder, name -> name.startsWith("gc")).stream().map(Ks20::name).toList();
        if (names.isEmpty()) {
            throw new MalformedException(Reason.BAD_FIELD, folder + " holds no file gc<1..3>_body<N>_<time>_..");
        }
        return names;
    }

    private static FrameName name(Path path) {
        Matcher name = FILE.matcher(Folders.name(path));
        if (!name.matches()) {
            throw new MalformedException(Reason.BAD_FIELD,
                    path + ": expected a name like gc1_body7_1234_skeleton.txt: recording 1 to 3, person, whole time");
        }
        return new FrameName(path, Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)),
                new BigInteger(name.group(3)));
    }

    /** Frames in order of time, which string order is only while all times have the same number of digits. */
    private static void readByName(String view, List<FrameName> names, Sink sink) throws IOException {
        Map<Take, List<FrameName>> recordings = new TreeMap<>(
                Comparator.comparing(Take::person).thenComparingInt(Take::walk));
        for (FrameName name : names) {
            recordings.computeIfAbsent(take(Kgbd.person(name.body()), name.gc(), view),
                    _ -> new ArrayList<>()).add(name);
        }
        for (Map.Entry<Take, List<FrameName>> recording : recordings.entrySet()) {
            var frames = new FrameFile.Frames();
            for (FrameName name : recording.getValue().stream().sorted(Comparator.comparing(FrameName::time))
                    .toList()) {
                FrameFile.KINECT_V2.read(name.path(), frames);
            }
            sink.accept(frames.walk(recording.getKey(), Style.KS20));
        }
    }

    private static void readAsPublished(String view, List<FrameName> names, Sink sink) throws IOException {
        var frames = new FrameFile.Frames();
        @Nullable
        FrameName before = null;
        for (FrameName name : names) {
            if (before != null && before.body() != name.body()) {
                sink.accept(frames.walk(take(Kgbd.person(dense(before)), name.gc(), view), Style.KS20));
                frames = new FrameFile.Frames();
            }
            FrameFile.KINECT_V2.read(name.path(), frames);
            before = name;
        }
        Objects.requireNonNull(before, "a view has files");
        sink.skipped(view + "/" + Folders.name(before.path()), "the published code loses a view's last recording");
    }

    private static Take take(String person, int gc, String view) {
        return new Take(person, gc, "", view);
    }

    /** Number without gaps: people 1-4, 7-9, 11-17 and 19-24 become 0-19. */
    private static int dense(FrameName name) {
        int body = name.body();
        if (body >= 1 && body <= 4) {
            return body - 1;
        }
        if (body >= 7 && body <= 9) {
            return body - 3;
        }
        if (body >= 11 && body <= 17) {
            return body - 4;
        }
        if (body >= 19 && body <= 24) {
            return body - 5;
        }
        throw new MalformedException(Reason.BAD_FIELD,
                name.path() + ": body" + body + " is none of KS20's people 1-4, 7-9, 11-17, 19-24");
    }
}
