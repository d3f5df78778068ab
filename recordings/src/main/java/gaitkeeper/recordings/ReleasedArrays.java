package gaitkeeper.recordings;

import gaitkeeper.core.Frame;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The arrays that Rao et al. release ({@code data-and-protocol.md} section 4): below {@code train_npy_data} and
 * {@code test_npy_data/<condition>} one coordinate an array, {@code [t_]source_x_<SET>_<f>.npy} of f rows a sequence, and the
 * sequences' people in {@code frame_id_<SET>_<f>.npy}. The pickled {@code ids_..} is never opened.
 *
 * <p>What recording a sequence was cut from is not in the arrays: consecutive sequences of one person make one walk, in runs of f
 * frames. Training sequences overlap and repeat as they were released.
 *
 * @param root folder of one data set and f, or one that holds the arrays themselves
 */
record ReleasedArrays(Path root) implements Importer {
    private static final Pattern NAME = Pattern.compile("(?:t_)?source_x_(.+)_(\\d{1,3})\\.npy");

    static boolean isIn(Path folder) throws IOException {
        return Files.isDirectory(folder.resolve("train_npy_data"))
                || Files.isDirectory(folder.resolve("test_npy_data")) || hasArrays(folder);
    }

    private static boolean hasArrays(Path folder) throws IOException {
        return !Folders.files(folder, name -> NAME.matcher(name).matches()).isEmpty();
    }

    @Override
    public void read(Sink sink) throws IOException {
        List<Part> parts = parts();
        if (parts.isEmpty()) {
            throw new MalformedException(Reason.BAD_FIELD, "no arrays found in " + root
                    + "; expected train_npy_data or test_npy_data/<condition> with source_x_<SET>_<f>.npy");
        }
        for (Part part : parts) {
            part.read(sink);
        }
    }

    private List<Part> parts() throws IOException {
        List<Part> parts = new ArrayList<>();
        if (hasArrays(root)) {
            parts.add(part(root, ""));
        }
        Path train = root.resolve("train_npy_data");
        if (Files.isDirectory(train)) {
            parts.add(part(train, "train"));
        }
        Path test = root.resolve("test_npy_data");
        for (Path folder : Files.isDirectory(test) ? Folders.folders(test) : List.<Path>of()) {
            parts.add(part(folder, Folders.name(folder)));
        }
        return parts;
    }

    private static Part part(Path folder, String condition) throws IOException {
        List<Path> arrays = Folders.files(folder, name -> NAME.matcher(name).matches());
        if (arrays.size() != 1) {
            throw new MalformedException(Reason.BAD_FIELD, folder + " holds " + arrays.size()
                    + " arrays source_x_<SET>_<f>.npy; expected the one of a data set and an f");
        }
        Matcher name = NAME.matcher(Folders.name(arrays.getFirst()));
        if (!name.matches() || Integer.parseInt(name.group(2)) < 1) {
            throw new MalformedException(Reason.BAD_FIELD, arrays.getFirst() + ": f must be 1 or more");
        }
        return new Part(folder, Folders.name(arrays.getFirst()), condition, name.group(1),
                Integer.parseInt(name.group(2)));
    }

    /** Arrays of one folder. */
    private record Part(Path folder, String xName, String condition, String set, int f) {
        void read(Sink sink) throws IOException {
            long[] people = labels();
            try (var x = open(xName); var y = open(axis("_y_")); var z = open(axis("_z_"))) {
                int joints = joints(x.array());
                for (Axis axis : List.of(x, y, z)) {
                    axis.array().expect("<f8", people.length * f, joints);
                }
                walks(people, new Axis[]{x, y, z}, style(joints), sink);
                for (Axis axis : List.of(x, y, z)) {
                    axis.array().end();
                }
            }
        }

        private String axis(String axis) {
            return xName.replaceFirst("_x_", axis);
        }

        private long[] labels() throws IOException {
            try (var labels = open("frame_id_" + set + "_" + f + ".npy")) {
                return labels.array().expect("<i8", -1).longs();
            }
        }

        private int joints(NpyArray x) {
            x.expect("<f8", -1, -1);
            return x.size(1);
        }

        private Style style(int joints) {
            Style style = switch (joints) {
                case 14 -> new Style(JointList.OPENPOSE14, Style.KS20.geometry(), 25, 0, 0, 0);
                case 20 -> set.toUpperCase(Locale.ROOT).contains("KGBD")
                        ? Style.KGBD
                        : set.toUpperCase(Locale.ROOT).contains("BIWI") ? Style.BIWI : Style.IAS;
                case 25 -> Style.KS20;
                default -> throw new MalformedException(Reason.WRONG_JOINT_COUNT,
                        folder + ": the arrays have " + joints + " joints a row; expected 14, 20 or 25");
            };
            return style.inRuns(f);
        }

        private void walks(long[] people, Axis[] axes, Style style, Sink sink) throws IOException {
            Map<Long, Integer> counts = new HashMap<>();
            for (int from = 0; from < people.length;) {
                int to = from;
                while (to < people.length && people[to] == people[from]) {
                    to++;
                }
                if (people[from] < 0 || people[from] > 999_999) {
                    throw new MalformedException(Reason.BAD_FIELD, folder + ": the label of sequence " + from
                            + " is no person's number 0..999999");
                }
                var take = new Take(Kgbd.person((int) people[from]), counts.merge(people[from], 1, Integer::sum),
                        condition, "");
                sink.accept(walk(take, style, (to - from) * f, axes));
                from = to;
            }
        }

        private static Walk walk(Take take, Style style, int frames, Axis[] axes) throws IOException {
            int joints = style.joints().joints();
            float[] xyz = new float[Math.multiplyExact(frames, joints * 3)];
            float[] row = new float[joints];
            for (int frame = 0; frame < frames; frame++) {
                for (int axis = 0; axis < 3; axis++) {
                    axes[axis].array().floats(row);
                    for (int joint = 0; joint < joints; joint++) {
                        xyz[(frame * joints + joint) * 3 + axis] = axes[axis].checked(row[joint]);
                    }
                }
            }
            return new Walk(take, style, frames, Walk.Joints.of(xyz, style.joints()));
        }

        private Axis open(String name) throws IOException {
            Path path = folder.resolve(name);
            if (!Files.isRegularFile(path)) {
                throw new MalformedException(Reason.BAD_FIELD, path + " is missing; coordinates and labels come as"
                        + " source_x, source_y, source_z (test: t_source_..) and frame_id arrays of one set and f");
            }
            var stream = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
            try {
                return new Axis(path, stream, NpyArray.open(path.toString(), stream));
            } catch (IOException | RuntimeException e) {
                stream.close();
                throw e;
            }
        }
    }

    /** An open array. */
    private record Axis(Path path, BufferedInputStream stream, NpyArray array) implements AutoCloseable {
        float checked(float metres) {
            // Written so that NaN fails too.
            if (!(Math.abs(metres) <= Frame.MAX_COORDINATE)) {
                throw new MalformedException(Float.isFinite(metres) ? Reason.OUT_OF_RANGE : Reason.NOT_FINITE,
                        path + " holds a coordinate that is NaN or outside ±100 m; are the units metres?");
            }
            return metres;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
