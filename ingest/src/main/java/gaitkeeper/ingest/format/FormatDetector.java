package gaitkeeper.ingest.format;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.json.JsonTokens.Token;
import gaitkeeper.ingest.json.JsonTokens;
import gaitkeeper.ingest.json.NotJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells formats apart by what a document begins with: a sure answer, or a refusal that says what it saw. */
public final class FormatDetector {
    private static final int TOKENS = 400;
    private static final int HEAD = 2048;
    private static final int TOLD = 8;

    /** A document with all these fields somewhere near its beginning is of that format. The first that fits counts. */
    private record Rule(Format format, Set<String> fields) {}

    private static final List<Rule> RULES = List.of(new Rule(Format.AZURE, Set.of("joint_positions")),
            new Rule(Format.AZURE, Set.of("k4abt_sdk_version")), new Rule(Format.AZURE, Set.of("timestamp_usec")),
            new Rule(Format.ZED, Set.of("body_list")), new Rule(Format.OPENPOSE_CAMERAS, Set.of("cameras", "people")),
            new Rule(Format.OPENPOSE, Set.of("people", "version")),
            new Rule(Format.OPENPOSE, Set.of("pose_keypoints_2d")),
            new Rule(Format.OPENPOSE, Set.of("pose_keypoints_3d")), new Rule(Format.MMPOSE, Set.of("instance_info")),
            new Rule(Format.MMPOSE, Set.of("keypoints", "keypoint_scores")),
            new Rule(Format.DEEPSTREAM, Set.of("num_frames_in_batch")), new Rule(Format.DEEPSTREAM, Set.of("pose3d")),
            new Rule(Format.NVIDIA, Set.of("sensorId", "objects")),
            new Rule(Format.NW_UCLA, Set.of("file_name", "skeletons")),
            new Rule(Format.MEDIAPIPE, Set.of("worldLandmarks")),
            new Rule(Format.MEDIAPIPE, Set.of("poseWorldLandmarks")),
            new Rule(Format.MEDIAPIPE, Set.of("pose_world_landmarks")),
            new Rule(Format.MEDIAPIPE, Set.of("x", "y", "z", "visibility")),
            new Rule(Format.NUITRACK, Set.of("Timestamp", "Skeletons")),
            new Rule(Format.NUITRACK, Set.of("Timestamp", "Instances")),
            new Rule(Format.NUITRACK, Set.of("Skeletons", "real")),
            new Rule(Format.KINECT1, Set.of("joints", "HipCenter")),
            new Rule(Format.KINECT1, Set.of("joints", "ShoulderCenter")),
            new Rule(Format.KINECT2, Set.of("joints", "cameraX")),
            new Rule(Format.KINECT2, Set.of("bodyIndex")), new Rule(Format.KINECT2, Set.of("joints", "SpineBase")));

    private static final Pattern KGBD = Pattern.compile("[A-Za-z][A-Za-z-]*;-?[\\d.]+;-?[\\d.]+;-?[\\d.]+\\s*");
    private static final Pattern NUMBERS = Pattern.compile("[-+\\d.eE\\s]+");

    private FormatDetector() {}

    /**
     * What a document is.
     *
     * @param format its format
     * @param because what told it
     */
    public record Detection(Format format, String because) {}

    /**
     * Looks at a document.
     *
     * @throws MalformedException if it is nothing that is known; the message says what was seen, never coordinates
     */
    public static Detection detect(byte[] document) {
        return detect(document, 0, document.length);
    }

    static Detection detect(byte[] document, int from, int to) {
        int at = from;
        while (at < to
                && (document[at] == ' ' || document[at] == '\n' || document[at] == '\r' || document[at] == '\t')) {
            at++;
        }
        if (at == to) {
            throw unknown("nothing was sent");
        }
        if (document[at] == '{' || document[at] == '[') {
            return json(document, at, to);
        }
        String head = new String(document, at, Math.min(HEAD, to - at), StandardCharsets.ISO_8859_1);
        return isText(head) ? text(head) : binary(document, from, to);
    }

    private static boolean isText(String head) {
        return head.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\n' || c == '\r' || c == '\t');
    }

    private static Detection json(byte[] document, int from, int to) {
        Set<String> fields = fields(document, from, to);
        if (fields.contains("joints_m")) {
            throw unknown("this is canonical JSON; send it without format=");
        }
        for (Rule rule : RULES) {
            if (fields.containsAll(rule.fields())) {
                return new Detection(rule.format(), "JSON with " + String.join(" and ", rule.fields()));
            }
        }
        throw unknown(fields.isEmpty()
                ? "JSON without fields"
                : "JSON with the fields " + fields.stream().limit(TOLD).map(FormatDetector::shorten)
                        .collect(Collectors.joining(", ")));
    }

    private static Set<String> fields(byte[] document, int from, int to) {
        Set<String> fields = new LinkedHashSet<>();
        var in = new JsonTokens(document, from, to, JsonCursor.MAX_TEXT);
        try {
            Token token = in.next();
            for (int i = 0; i < TOKENS && token != Token.END; i++, token = in.next()) {
                if (token == Token.NAME) {
                    fields.add(in.text());
                }
            }
        } catch (NotJsonException _) {
            // What stood before may be enough; the format's reader will say where it breaks off.
        }
        return fields;
    }

    private static Detection text(String head) {
        if (head.startsWith("HIERARCHY")) {
            return new Detection(Format.BVH, "the word HIERARCHY");
        }
        List<String> lines = head.lines().limit(4).toList();
        if (KGBD.matcher(lines.getFirst()).matches()) {
            return new Detection(Format.KGBD, "a line of a name and three numbers");
        }
        int[] words = lines.stream().mapToInt(line -> NUMBERS.matcher(line).matches()
                ? line.strip().split("\\s+", -1).length
                : -1).toArray();
        return numbers(words).orElseThrow(() -> unknown("text whose first lines have " + Arrays.toString(words)
                + " numbers (-1: not numbers alone)"));
    }

    private static Optional<Detection> numbers(int[] words) {
        if (words.length >= 3 && words[0] == 1 && words[1] == 1 && (words[2] == 10 || words[2] == 1)) {
            return Optional.of(new Detection(Format.NTU, "counts of frames and bodies, then a body of ten numbers"));
        }
        if (words.length >= 3 && words[0] == 4 && words[1] == 4 && words[2] == 4) {
            return Optional.of(new Detection(Format.MSR, "lines of four numbers"));
        }
        return words[0] == 61 ? Optional.of(new Detection(Format.UTKINECT, "lines of 61 numbers")) : Optional.empty();
    }

    private static Detection binary(byte[] document, int from, int to) {
        if (to - from > 2 && (document[from] & 0xff) == 0x1f && (document[from + 1] & 0xff) == 0x8b) {
            throw unknown("gzip; unpack it first");
        }
        if (to - from > 2 && document[from] == 'P' && document[from + 1] == 'K') {
            throw unknown("a zip; unpack it first");
        }
        if (isFrame(document, from, to)) {
            return new Detection(Format.NVIDIA_PROTOBUF, "protobuf with the fields of nv.Frame");
        }
        throw unknown((to - from) + " bytes that are no text and no nv.Frame");
    }

    /** All of it must be protobuf of fields 1 to 12, with a sensor or objects. */
    private static boolean isFrame(byte[] document, int from, int to) {
        try {
            var fields = new NvidiaProtobuf.ProtobufCursor(document, from, to);
            boolean told = false;
            while (fields.next()) {
                told |= fields.field() == 4 || fields.field() == 5;
                if (fields.field() > 12) {
                    return false;
                }
                fields.skip();
            }
            return told;
        } catch (MalformedException _) {
            return false;
        }
    }

    private static MalformedException unknown(String saw) {
        return new MalformedException(Reason.UNKNOWN_FORMAT, "the format cannot be told: saw " + saw);
    }

    private static String shorten(String name) {
        return name.length() <= 24 ? name : name.substring(0, 24) + "..";
    }
}
