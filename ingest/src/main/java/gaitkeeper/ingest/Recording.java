package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Recorded walks of known people, ready to be replayed, trained on or evaluated. Immutable. */
@FunctionalInterface
public interface Recording {
    /** Frames the published KGBD protocol drops at each end of a walk, where tracking is bad. */
    int PUBLISHED_TRIM = 10;

    /** All walks, ordered by person and number of the walk. */
    List<Walk> walks();

    /**
     * The same walks without their first and last frames.
     *
     * @param ends frames to drop at each end, 0 or more; the published protocol drops {@value #PUBLISHED_TRIM}
     * @throws MalformedException if a walk has no frame left
     */
    default Recording trimmed(int ends) {
        List<Walk> shorter = walks().stream().map(walk -> walk.trimmed(ends)).toList();
        return () -> shorter;
    }

    /**
     * Opens a recording, telling its kind by the path: an {@code .npz} file, or KGBD's text as a folder or {@code .zip}.
     *
     * @throws MalformedException if there is nothing of that kind or its content is broken; the message says what was
     *     expected
     * @throws IOException if it cannot be read
     */
    static Recording open(Path path) throws IOException {
        String name = path.toString();
        if (Files.isRegularFile(path) && name.endsWith(".npz")) {
            return KgbdNpz.read(path);
        }
        if (Files.isDirectory(path) || Files.isRegularFile(path) && name.endsWith(".zip")) {
            return KgbdText.read(path);
        }
        throw new MalformedException(Reason.BAD_FIELD,
                path + (Files.exists(path) ? " is not a recording" : " does not exist")
                        + "; expected an .npz file, or a folder or .zip of PersonNNN/K.txt");
    }
}
