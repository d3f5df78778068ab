package gaitkeeper.recordings;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads one KGBD text file. Line ends may be CRLF or LF; the last line may lack one. */
final class KgbdTextParser {
    private static final int FIELDS = 4;

    private final String file;
    private float[] xyz = new float[1 << 15];
    private int values;
    private int line;

    private KgbdTextParser(String file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @return metres, {@code [frames, 20, 3]}, at least one frame
     * @throws MalformedException with file and line of what is wrong
     */
    static float[] parse(Path path) throws IOException {
        var parser = new KgbdTextParser(path.toString());
        // Latin-1 maps every byte, so that strange bytes fail as a wrong name with a line number.
        try (BufferedReader lines = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                parser.line(text);
            }
        }
        return parser.finished();
    }

    private void line(String text) {
        line++;
        String[] fields = text.split(";", FIELDS + 1);
        if (fields.length != FIELDS) {
            throw malformed(Reason.BAD_FIELD, "expected Name;x;y;z, found " + fields.length + " fields");
        }
        String expected = Kgbd.NAMES.get(values / 3 % Kgbd.JOINTS);
        if (!fields[0].equals(expected)) {
            throw malformed(Reason.BAD_FIELD, "expected joint " + expected + ", found "
                    + (Kgbd.NAMES.contains(fields[0]) ? fields[0] : "another name"));
        }
        if (values + 3 > xyz.length) {
            xyz = Arrays.copyOf(xyz, xyz.length * 2);
        }
        var row = new TextRow(file, line);
        for (int axis = 0; axis < 3; axis++) {
            xyz[values++] = row.coordinate(fields[1 + axis]);
        }
    }

    private float[] finished() {
        int joints = values / 3;
        if (joints == 0) {
            throw malformed(Reason.BAD_BYTES, "the file is empty; a walk needs at least one frame");
        }
        if (joints % Kgbd.JOINTS != 0) {
            throw malformed(Reason.BAD_BYTES, "the file is cut short: its last frame has " + joints % Kgbd.JOINTS
                    + " of " + Kgbd.JOINTS + " joints");
        }
        return Arrays.copyOf(xyz, values);
    }

    private MalformedException malformed(Reason reason, String what) {
        return new TextRow(file, line).malformed(reason, what);
    }
}
