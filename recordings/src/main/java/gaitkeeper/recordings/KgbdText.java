package gaitkeeper.recordings;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * KGBD (Andersson and Araujo, AAAI 2015) as its authors publish it: text files {@code PersonNNN/K.txt}, anywhere below a folder or
 * in a {@code .zip}, one joint a line as {@code Name;x;y;z} in metres, 20 lines a frame. One file is held at a time.
 *
 * @param path folder tree or {@code .zip} of one
 */
record KgbdText(Path path) implements Importer {
    private static final Pattern FILE = Pattern.compile("(?:.*/)?Person(\\d{1,6})/(\\d{1,6})\\.txt");
    private static final String EXPECTED = "expected a folder or .zip of PersonNNN/K.txt";

    /** One walk's file, by its name. */
    private record WalkFile(Path path, int person, int walk) {}

    @Override
    public void read(Sink sink) throws IOException {
        if (Files.isDirectory(path)) {
            read(path, sink);
            return;
        }
        if (!Files.isRegularFile(path)) {
            throw new MalformedException(Reason.BAD_FIELD, path + " does not exist; " + EXPECTED);
        }
        try (FileSystem zip = FileSystems.newFileSystem(path)) {
            read(zip.getPath("/"), sink);
        } catch (ProviderNotFoundException | ZipException _) {
            throw new MalformedException(Reason.BAD_BYTES, path + " is not a whole .zip file; " + EXPECTED);
        }
    }

    private void read(Path root, Sink sink) throws IOException {
        List<WalkFile> files = files(root);
        if (files.isEmpty()) {
            throw new MalformedException(Reason.BAD_FIELD, "no walk found in " + path + "; " + EXPECTED);
        }
        for (WalkFile file : files) {
            float[] xyz = KgbdTextParser.parse(file.path());
            sink.accept(new Walk(new Take(Kgbd.person(file.person()), file.walk()), Style.KGBD,
                    xyz.length / (Kgbd.JOINTS * 3), Walk.Joints.of(xyz, JointList.KGBD_RAW20)));
        }
    }

    private static List<WalkFile> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).flatMap(KgbdText::walkFile)
                    .sorted(Comparator.comparingInt(WalkFile::person).thenComparingInt(WalkFile::walk)).toList();
        }
    }

    private static Stream<WalkFile> walkFile(Path file) {
        Matcher name = FILE.matcher(file.toString().replace('\\', '/'));
        return name.matches()
                ? Stream.of(new WalkFile(file, Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2))))
                : Stream.empty();
    }
}
