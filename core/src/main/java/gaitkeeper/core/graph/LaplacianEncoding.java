package gaitkeeper.core.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Where a node is in its graph, as numbers: the eigenvectors of the normalised Laplacian L = I - D<sup>-1/2</sup> A
 * D<sup>-1/2</sup> that follow the first, by eigenvalue (Dwivedi and Bresson 2021; TranSG, MoCos).
 */
public final class LaplacianEncoding {
    /*
     * Constants, not computed: signs are arbitrary, and so is the basis inside a repeated eigenvalue (20 joints: pairs at 0.0761
     * and 0.6173; 14 joints: the cut at ten falls inside a triple at 1.866). A model must see the basis it was trained with.
     * Computed once with LAPACK's dsyevd; the largest component of each vector was made positive.
     */
    private LaplacianEncoding() {}

    /**
     * The encoding of a graph.
     *
     * @param graph at the scale joint (10 values a node), part (9) or body (4)
     * @return {@code [nodes, values]} row by row
     * @throws IllegalArgumentException if the models use none at that scale
     */
    public static float[] of(BodyGraph graph) {
        String name = switch (graph.scale()) {
            case JOINT -> "joint" + graph.joints();
            case PART -> "part10";
            case BODY -> "body5";
            case HYPER_JOINT, HYPER_BODY -> throw new IllegalArgumentException(
                    "no model encodes positions at scale " + graph.scale() + "; joint, part and body have encodings");
        };
        List<String> rows = rows("laplacian-" + name + ".txt");
        int width = rows.getFirst().split(" ", -1).length;
        float[] values = new float[rows.size() * width];
        for (int row = 0; row < rows.size(); row++) {
            String[] cells = rows.get(row).split(" ", -1);
            for (int i = 0; i < width; i++) {
                values[row * width + i] = Float.parseFloat(cells[i]);
            }
        }
        return values;
    }

    private static List<String> rows(String resource) {
        var stream = Objects.requireNonNull(LaplacianEncoding.class.getResourceAsStream(resource), resource);
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
