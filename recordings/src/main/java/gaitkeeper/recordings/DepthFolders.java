package gaitkeeper.recordings;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * BIWI RGBD-ID (Munaro et al. 2014) and IAS-Lab RGBD-ID: a folder per condition, in it a folder per recording, in it a text file
 * per frame with {@code skel.txt} in its name ({@code data-and-protocol.md} sections 2.1 and 2.2). A frame with an untracked joint is
 * left out; nothing is filled in.
 */
final class DepthFolders implements Importer {
    private static final Pattern LAST_NUMBER = Pattern.compile(".*?(\\d{1,6})\\D*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

    private final Path root;
    private final List<Condition> conditions;
    private final Naming naming;
    private final String expected;

    /** A folder below the root and what it is called. */
    private record Condition(String folder, String name, Style style) {}

    /** Tells a recording's person. */
    private interface Naming {
        int person(Path folder, int index, Path firstFrame) throws IOException;
    }

    private DepthFolders(Path root, List<Condition> conditions, Naming naming, String expected) {
        this.root = root;
        this.conditions = conditions;
        this.naming = naming;
        this.expected = expected;
    }

    /** BIWI: the folder's name is the person's number. */
    static Importer biwi(Path root) {
        return new DepthFolders(root, List.of(new Condition("Training", "train", Style.BIWI),
                new Condition("Testing/Walking", "Walking", Style.BIWI),
                new Condition("Testing/Still", "Still", Style.BIWI)), (folder, _, _) -> {
                    if (!NUMBER.matcher(Folders.name(folder)).matches()) {
                        throw new MalformedException(Reason.BAD_FIELD,
                                folder + ": a recording's folder must be named by its person's number, such as 007");
                    }
                    return Integer.parseInt(Folders.name(folder));
                }, "BIWI's Training/NNN, Testing/Walking/NNN or Testing/Still/NNN");
    }

    /**
     * IAS-Lab: the number in the folder's name is the person's; without one it is column 0 of the first frame. As published, it
     * is a counter in the order of the folders, from 0: the same person in all three sets only where the names sort alike.
     */
    static Importer ias(Path root, Labels labels) {
        Naming byName = (folder, _, firstFrame) -> {
            Matcher number = LAST_NUMBER.matcher(Folders.name(folder));
            return number.matches() ? Integer.parseInt(number.group(1)) : FrameFile.personOf(firstFrame);
        };
        Naming byOrder = (_, index, _) -> index;
        return new DepthFolders(root, List.of(new Condition("Training", "train", Style.IAS_TRAINING),
                new Condition("TestingA", "A", Style.IAS), new Condition("TestingB", "B", Style.IAS)),
                labels == Labels.PUBLISHED ? byOrder : byName,
                "IAS-Lab's Training, TestingA or TestingB with a folder per recording");
    }

    @Override
    public void read(Sink sink) throws IOException {
        int recordings = 0;
        for (Condition condition : conditions) {
            Path folder = root.resolve(condition.folder());
            if (Files.isDirectory(folder)) {
                recordings += read(condition, folder, sink);
            }
        }
        if (recordings == 0) {
            throw new MalformedException(Reason.BAD_FIELD, "no recording found in " + root + "; expected " + expected);
        }
    }

    private int read(Condition condition, Path folder, Sink sink) throws IOException {
        List<Path> leaves = Folders.folders(folder);
        for (int index = 0; index < leaves.size(); index++) {
            Path leaf = leaves.get(index);
            List<Path> files = Folders.files(leaf, name -> name.contains("skel.txt"));
            if (files.isEmpty()) {
                throw new MalformedException(Reason.BAD_FIELD,
                        leaf + " holds no *skel.txt file; a recording needs one per frame");
            }
            String person = Kgbd.person(naming.person(leaf, index, files.getFirst()));
            var frames = new FrameFile.Frames();
            for (Path file : files) {
                FrameFile.KINECT_V1.read(file, frames);
            }
            if (frames.count() <= condition.style().head() + condition.style().tail()) {
                sink.skipped(leaf.toString(), frames.count() + " of " + files.size()
                        + " frames are tracked; none is left when the ends are dropped");
            } else {
                sink.accept(frames.walk(new Take(person, 1, condition.name(), ""), condition.style()));
            }
        }
        return leaves.size();
    }
}
