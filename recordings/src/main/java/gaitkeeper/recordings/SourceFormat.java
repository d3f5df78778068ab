package gaitkeeper.recordings;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** The kinds of recordings that can be read. */
public enum SourceFormat {
    /** A set file ({@code .gkr}) or a folder of them. */
    SET,
    /** KGBD as one compact {@code .npz}, or the folder that holds it. */
    KGBD_NPZ,
    /** KGBD's text: a folder or {@code .zip} of {@code PersonNNN/K.txt}. */
    KGBD_TEXT,
    /** BIWI RGBD-ID: {@code Training}, {@code Testing/Walking}, {@code Testing/Still}. */
    BIWI,
    /** IAS-Lab RGBD-ID: {@code Training}, {@code TestingA}, {@code TestingB}. */
    IAS,
    /** KS20 as text: a folder per view. */
    KS20,
    /** Released {@code .npy} arrays of one data set and f: {@code train_npy_data}, {@code test_npy_data}. */
    ARRAYS;

    private static final String NPZ_NAME = "kgbd_xyz_int16_0p2mm.npz";

    /**
     * Tells the kind by what a path holds.
     *
     * @throws MalformedException if it is nothing of this; the message says what was expected
     */
    public static SourceFormat detect(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return detectFolder(path);
        }
        String name = path.toString();
        if (Files.isRegularFile(path)) {
            if (name.endsWith(SetFile.SUFFIX)) {
                return SET;
            }
            if (name.endsWith(".npz")) {
                return KGBD_NPZ;
            }
            if (name.endsWith(".zip")) {
                return KGBD_TEXT;
            }
        }
        throw new MalformedException(Reason.BAD_FIELD,
                path + (Files.exists(path) ? " is not a recording" : " does not exist")
                        + "; expected an .npz file, a .gkr set file, a .zip of PersonNNN/K.txt, or the folder of KGBD,"
                        + " BIWI, IAS-Lab, KS20, of released .npy arrays or of set files");
    }

    private static SourceFormat detectFolder(Path path) throws IOException {
        if (!SetFolder.files(path).isEmpty()) {
            return SET;
        }
        if (Files.isRegularFile(path.resolve(NPZ_NAME))) {
            return KGBD_NPZ;
        }
        if (ReleasedArrays.isIn(path)) {
            return ARRAYS;
        }
        if (Files.isDirectory(path.resolve("TestingA")) || Files.isDirectory(path.resolve("TestingB"))) {
            return IAS;
        }
        if (Files.isDirectory(path.resolve("Testing"))) {
            return BIWI;
        }
        if (Ks20.VIEWS.stream().anyMatch(view -> Files.isDirectory(path.resolve(view)))) {
            return KS20;
        }
        try (Stream<Path> entries = Files.list(path)) {
            if (Files.isDirectory(path.resolve("Training")) && entries.count() == 1) {
                throw new MalformedException(Reason.BAD_FIELD,
                        path + " holds Training alone, as BIWI and IAS-Lab both have; say which with --format");
            }
        }
        return KGBD_TEXT;
    }

    /**
     * Prepares to read a path as this kind. Walks of the same name are refused while reading.
     *
     * @param labels whether to repeat what the published pre-processing does; only {@link #IAS} and {@link #KS20} differ
     */
    public Importer importer(Path path, Labels labels) {
        Importer importer = switch (this) {
            case SET -> new SetFolder(path);
            case KGBD_NPZ -> sink -> all(KgbdNpz.read(Files.isDirectory(path) ? path.resolve(NPZ_NAME) : path), sink);
            case KGBD_TEXT -> new KgbdText(path);
            case BIWI -> DepthFolders.biwi(path);
            case IAS -> DepthFolders.ias(path, labels);
            case KS20 -> new Ks20(path, labels);
            case ARRAYS -> new ReleasedArrays(path);
        };
        return sink -> importer.read(new Unique(sink, new HashSet<>()));
    }

    private static void all(Recording recording, Importer.Sink sink) throws IOException {
        for (Walk walk : recording.walks()) {
            sink.accept(walk);
        }
    }

    /** Refuses what comes twice. */
    private record Unique(Importer.Sink sink, Set<Take> takes) implements Importer.Sink {
        @Override
        public void accept(Walk walk) throws IOException {
            if (!takes.add(walk.take())) {
                throw new MalformedException(Reason.BAD_FIELD,
                        "walk " + walk.name() + " is there twice; two folders or files mean the same one");
            }
            sink.accept(walk);
        }

        @Override
        public void skipped(String recording, String why) {
            sink.skipped(recording, why);
        }
    }
}
