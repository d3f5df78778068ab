package gaitkeeper.ingest;

import gaitkeeper.ingest.Documents.Visitor;
import gaitkeeper.ingest.cameras.CameraSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts together what OpenPose writes of several cameras, a folder a camera and a file a frame: the files of one number become one
 * document of that moment. Files of other folders are passed over.
 */
final class CameraFolders implements Visitor {
    /** {@code trial/pose/cam01_json/cam01.0042.json}: the recording, the camera, the frame. */
    private static final Pattern FILE = Pattern.compile("(?:(.*)/)?([^/]+)/[^/]*?(\\d+)(?:_keypoints)?\\.json");
    private static final int DIGITS = 12;

    private final CameraSet cameras;
    private final Map<String, Map<String, byte[]>> moments = new TreeMap<>();

    CameraFolders(CameraSet cameras) {
        this.cameras = cameras;
    }

    @Override
    public void visit(String name, byte[] document) {
        Matcher file = FILE.matcher(name);
        if (file.matches() && file.group(3).length() <= DIGITS && cameras.find(file.group(2)).isPresent()) {
            String recording = file.group(1) == null ? "recording" : file.group(1);
            String moment = recording + "/" + "0".repeat(DIGITS - file.group(3).length()) + file.group(3);
            moments.computeIfAbsent(moment, _ -> new TreeMap<>()).put(file.group(2), document);
        }
    }

    /** Hands on a document for each moment, in order. */
    void each(Visitor next) throws IOException {
        for (Map.Entry<String, Map<String, byte[]>> moment : moments.entrySet()) {
            next.visit(moment.getKey(), together(moment.getValue()));
        }
    }

    private static byte[] together(Map<String, byte[]> views) {
        var document = new ByteArrayOutputStream();
        String before = "{\"cameras\":{\"";
        for (Map.Entry<String, byte[]> view : views.entrySet()) {
            document.writeBytes((before + view.getKey() + "\":").getBytes(StandardCharsets.UTF_8));
            document.writeBytes(view.getValue());
            before = ",\"";
        }
        document.writeBytes("}}".getBytes(StandardCharsets.UTF_8));
        return document.toByteArray();
    }
}
