package gaitkeeper.ingest.format;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Layout;
import gaitkeeper.ingest.BinaryMessageWriter;
import gaitkeeper.ingest.CanonicalFrames.Form;
import gaitkeeper.ingest.CanonicalFrames.Result;
import gaitkeeper.ingest.DocumentReader;
import gaitkeeper.ingest.JsonSamples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What the coverage-guided fuzzer calls ({@code .ci/fuzz}): the first byte chooses the reader, the rest is the document. Any bytes must
 * give frames or typed rejections; whatever else is thrown is a finding.
 */
public final class FuzzTarget {
    private static final List<DocumentReader> READERS = readers();

    private FuzzTarget() {}

    private static List<DocumentReader> readers() {
        List<DocumentReader> readers = new ArrayList<>();
        readers.add(JsonSamples.reader());
        readers.add(new FormatReader(Optional.empty(), SourceSetup.of("cam", "0"))::parse);
        for (Format format : Format.values()) {
            readers.add(new FormatReader(Optional.of(format), Samples.setup(format))::parse);
        }
        return readers;
    }

    /** Reads one input. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        DocumentReader reader = READERS.get((data[0] & 0xff) % READERS.size());
        Result result = reader.parse(Arrays.copyOfRange(data, 1, data.length), Form.values()[(data[0] & 0x80) >> 7]);
        result.frames().forEach(accepted -> Frame.of(accepted.frame().bytes()));
        result.problems().forEach(problem -> {
            if (String.valueOf(problem.why().getMessage()).isBlank()) {
                throw new AssertionError("a rejection must say why");
            }
        });
    }

    /** Writes a good document of every format into a folder, for the fuzzer to begin with. */
    public static void main(String[] folder) throws IOException {
        Path seeds = Files.createDirectories(Path.of(folder[0]));
        for (Format format : Format.values()) {
            Files.write(seeds.resolve(format.id()), seed(format.ordinal() + 2, Samples.document(format)));
        }
        byte[] binary = new BinaryMessageWriter("cam", "", Layout.KINECT_V2).begin(JsonSamples.NOW_NS)
                .body("1", new float[75]).end();
        Files.write(seeds.resolve("binary"), seed(0, binary));
    }

    private static byte[] seed(int reader, byte[] document) {
        return ByteBuffer.allocate(1 + document.length).put((byte) reader).put(document).array();
    }
}
