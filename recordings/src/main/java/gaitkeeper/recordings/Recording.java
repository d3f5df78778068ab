package gaitkeeper.recordings;

import gaitkeeper.core.MalformedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Recorded walks of known people, ready to be replayed, trained on or evaluated. Immutable. */
@FunctionalInterface
public interface Recording {
    /** All walks, ordered by person, condition, view and number of the walk, or as a set file holds them. */
    List<Walk> walks();

    /**
     * Opens a recording, telling its kind by what the path holds ({@link SourceFormat#detect}). Set files stay on disk; all
     * else is read into memory, so large data sets are better imported first.
     *
     * @throws MalformedException if there is nothing of that kind or its content is broken; the message says what was
     *     expected
     * @throws IOException if it cannot be read
     */
    static Recording open(Path path) throws IOException {
        List<Walk> walks = new ArrayList<>();
        SourceFormat.detect(path).importer(path, Labels.BY_NAME).read(walks::add);
        List<Walk> all = List.copyOf(walks);
        return () -> all;
    }
}
