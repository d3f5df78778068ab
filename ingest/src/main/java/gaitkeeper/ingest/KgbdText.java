package gaitkeeper.ingest;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * KGBD as its authors publish it: text files {@code PersonNNN/K.txt}, anywhere below a folder or in a {@code .zip}, one joint a
 * line as {@code Name;x;y;z} in metres, 20 lines a frame.
 *
 * <p>All files are read and checked at once; 240 bytes a frame are kept (118 MB for all of KGBD).
 */
public final class KgbdText implements Recording {
    private static final Pattern FILE = Pattern.compile("(?:.*/)?Person(\\d{1,6})/(\\d{1,6})\\.txt");
    private static final String EXPECTED = "expected a folder or .zip of PersonNNN/K.txt";

    private final List<Walk> walks;

    private KgbdText(List<Walk> walks) {
        this.walks = walks;
    }

    @Override
    public List<Walk> walks() {
        return walks;
    }

    /**
     * Reads a folder tree or a {@code .zip} of one.
     *
     * @throws MalformedException if there are no such files, or one is broken; the message names file and line
     * @throws IOException if it cannot be read
     */
    public static KgbdText read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return new KgbdText(walks(path, path.toString()));
        }
        if (!Files.isRegularFile(path)) {
            throw new MalformedException(Reason.BAD_FIELD, path + " does not exist; " + EXPECTED);
        }
        try (FileSystem zip = FileSystems.newFileSystem(path)) {
            return new KgbdText(walks(zip.getPath("/"), path.toString()));
        } catch (ProviderNotFoundException | ZipException _) {
            throw new MalformedException(Reason.BAD_BYTES, path + " is not a whole .zip file; " + EXPECTED);
        }
    }

    private static List<Walk> walks(Path root, String shown) throws IOException {
        List<Walk> walks = new ArrayList<>();
        for (Path file : files(root)) {
            Matcher name = FILE.matcher(unixName(file));
            if (name.matches()) {
                walks.add(walk(file, Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2))));
            }
        }
        if (walks.isEmpty()) {
            throw new MalformedException(Reason.BAD_FIELD, "no walk found in " + shown + "; " + EXPECTED);
        }
        walks.sort(Comparator.comparing(Walk::person).thenComparingInt(Walk::walk));
        return List.copyOf(walks);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String unixName(Path file) {
        return file.toString().replace('\\', '/');
    }

    private static Walk walk(Path file, int person, int walk) throws IOException {
        float[] xyz = KgbdTextParser.parse(file);
        int frame = Kgbd.JOINTS * 3;
        return new Walk(Kgbd.person(person), walk, xyz.length / frame, (index, event, received) -> Kgbd
                .frame((joint, axis) -> xyz[index * frame + joint * 3 + axis], event, received));
    }
}
