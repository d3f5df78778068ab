package gaitkeeper.ingest.cameras;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;
import gaitkeeper.ingest.cameras.Camera.Lens;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Cameras that see the same space, calibrated together. The first is the reference: bodies are given as it sees them.
 *
 * @param cameras two or more
 */
public record CameraSet(List<Camera> cameras) {
    private static final double MM = 0.001;
    /** Qualisys writes pixels in units of a 64th. */
    private static final double SUBPIXELS = 64;
    private static final long MOST_BYTES = 1 << 20;

    /** Checks that there are two. */
    public CameraSet {
        cameras = List.copyOf(cameras);
        if (cameras.size() < 2) {
            throw new MalformedException(Reason.BAD_FIELD, "a calibration needs two cameras or more");
        }
    }

    /** The camera whose view bodies are given in. */
    public Camera reference() {
        return cameras.getFirst();
    }

    /** The camera of that name: only letters and digits count, and {@code json} at the end does not. */
    public Optional<Camera> find(String name) {
        return cameras.stream().filter(camera -> plain(camera.name()).equals(plain(name))).findFirst();
    }

    private static String plain(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return plain.endsWith("json") ? plain.substring(0, plain.length() - 4) : plain;
    }

    /**
     * Reads a calibration as Qualisys Track Manager writes it ({@code .qca.txt}, XML).
     *
     * @throws MalformedException if it is none; the message names the file
     */
    public static CameraSet read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new MalformedException(Reason.TOO_LARGE, file + " is too large for a calibration");
        }
        XMLInputFactory xml = XMLInputFactory.newDefaultFactory();
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            return new CameraSet(cameras(xml.createXMLStreamReader(in)));
        } catch (XMLStreamException e) {
            throw new MalformedException(Reason.BAD_BYTES,
                    file + " is no XML: line " + e.getLocation().getLineNumber());
        } catch (IllegalArgumentException e) {
            throw new MalformedException(Reason.BAD_FIELD, file + ": " + e.getMessage());
        }
    }

    private static List<Camera> cameras(XMLStreamReader in) throws XMLStreamException {
        List<Camera> cameras = new ArrayList<>();
        var camera = new Qualisys();
        while (in.hasNext()) {
            int event = in.next();
            if (event == XMLStreamReader.START_ELEMENT) {
                camera.read(in);
            } else if (event == XMLStreamReader.END_ELEMENT && in.getLocalName().equals("camera")) {
                cameras.add(camera.make());
                camera = new Qualisys();
            }
        }
        return cameras;
    }

    /** One camera while it is read. Its rotation is camera to world, column by column, of a camera that looks along -z. */
    private static final class Qualisys {
        private String name = "";
        private double left;
        private double top;
        private final double[] rotation = new double[9];
        private final double[] place = new double[3];
        private Optional<Lens> lens = Optional.empty();

        void read(XMLStreamReader in) {
            switch (in.getLocalName()) {
                case "camera" -> name = text(in, "serial");
                case "fov_video" -> {
                    left = number(in, "left");
                    top = number(in, "top");
                }
                case "transform" -> readTransform(in);
                case "intrinsic" -> lens = Optional.of(new Lens(number(in, "focalLengthU") / SUBPIXELS,
                        number(in, "focalLengthV") / SUBPIXELS, number(in, "centerPointU") / SUBPIXELS - left,
                        number(in, "centerPointV") / SUBPIXELS - top, number(in, "radialDistortion1"),
                        number(in, "radialDistortion2"), number(in, "tangentalDistortion1"),
                        number(in, "tangentalDistortion2")));
                default -> {
                    // Nothing else is needed.
                }
            }
        }

        private void readTransform(XMLStreamReader in) {
            for (int row = 0; row < 3; row++) {
                double turned = row == 0 ? 1 : -1;
                for (int axis = 0; axis < 3; axis++) {
                    rotation[row * 3 + axis] = turned * number(in, "r" + (row + 1) + (axis + 1));
                }
                place[row] = MM * number(in, "" + "xyz".charAt(row));
            }
        }

        Camera make() {
            return new Camera(name, lens.orElseThrow(() -> new MalformedException(Reason.BAD_FIELD,
                    "camera " + name + " has no intrinsic")), rotation, place);
        }

        private static String text(XMLStreamReader in, String name) {
            String value = in.getAttributeValue(null, name);
            if (value == null) {
                throw new MalformedException(Reason.BAD_FIELD, "line " + in.getLocation().getLineNumber() + ": "
                        + in.getLocalName() + " has no " + name);
            }
            return value;
        }

        private static double number(XMLStreamReader in, String name) {
            try {
                return Double.parseDouble(text(in, name));
            } catch (NumberFormatException _) {
                throw new MalformedException(Reason.BAD_FIELD,
                        "line " + in.getLocation().getLineNumber() + ": " + name + " is no number");
            }
        }
    }
}
