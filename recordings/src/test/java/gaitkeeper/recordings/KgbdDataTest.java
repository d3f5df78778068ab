package gaitkeeper.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gaitkeeper.core.Bodies;
import gaitkeeper.core.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The readers against KGBD itself, where it is at hand. */
class KgbdDataTest {
    private static Path data = Path.of("kgbd");
    private static List<Walk> walks = List.of();

    @BeforeAll
    static void open() throws IOException {
        data = Optional.ofNullable(System.getenv("GAITKEEPER_DATA")).map(Path::of)
                .orElse(Path.of(Objects.requireNonNullElse(System.getenv("GAITKEEPER_ROOT"), ".."), "../shared/data"))
                .resolve("kgbd");
        if (Files.isDirectory(data)) {
            walks = Recording.open(data.resolve("kgbd_xyz_int16_0p2mm.npz")).walks();
        }
    }

    @BeforeEach
    void skipsWithoutData() {
        Assumptions.assumeFalse(walks.isEmpty(), "KGBD is not at hand; set GAITKEEPER_DATA to its parent folder");
    }

    @Test
    void holdsAllWalks() {
        assertThat(walks).hasSize(822);
        assertThat(walks.stream().map(Walk::person).distinct()).hasSize(164);
        assertThat(walks.stream().mapToLong(Walk::frames).sum()).isEqualTo(491_747);
        assertThat(walks.getFirst().name()).isEqualTo("p001-w1");
        assertThat(walks.getFirst().frames()).isEqualTo(579);
    }

    @Test
    void showsUprightBodiesThatAreNotMirrored() {
        for (int i = 0; i < walks.size(); i += 20) {
            List<Frame> frames = frames(walks.get(i));

            assertThat(Bodies.median(frames, f -> f.joint(3, 1) - f.joint(0, 1))).isBetween(0.4, 0.9);
            assertThat(Bodies.median(frames, f -> f.joint(0, 1) - f.joint(15, 1))).isBetween(0.6, 1.2);
            assertThat(Bodies.median(frames, Bodies::chirality)).as(walks.get(i).name()).isPositive();
        }
    }

    @Test
    void readsTheSameFromTheAuthorsText() throws IOException {
        Map<String, Walk> compact = walks.stream().collect(Collectors.toMap(Walk::name, Function.identity()));

        List<Walk> text = Recording.open(data.resolve("raw_text_sample_7people.zip")).walks();

        assertThat(text).hasSize(33);
        for (Walk walk : text) {
            Walk same = compact.get(walk.name());
            assertThat(walk.frames()).isEqualTo(same.frames());
            for (int i = 0; i < walk.frames(); i += 97) {
                assertClose(walk.frame(i, 0, 0), same.frame(i, 0, 0));
            }
        }
    }

    private static void assertClose(Frame one, Frame other) {
        for (int slot = 0; slot < 25; slot++) {
            assertThat(one.flag(slot)).isEqualTo(other.flag(slot));
            for (int axis = 0; axis < 3; axis++) {
                assertThat(one.joint(slot, axis)).isCloseTo(other.joint(slot, axis), within(0.0002f));
            }
        }
    }

    @Test
    void dropsTenFramesAtEachEnd() {
        List<Walk> trimmed = walks.stream().map(Walk::clipped).toList();

        assertThat(trimmed.stream().mapToLong(Walk::frames).sum()).isEqualTo(491_747 - 822 * 20);
        assertThat(trimmed.getFirst().frame(0, 1, 1)).isEqualTo(walks.getFirst().frame(10, 1, 1));
    }

    @Test
    void hasFiveDraws() throws IOException {
        Splits splits = Splits.read(data.resolve("splits_published_rule_5seeds.csv"));

        assertThat(splits.seeds()).containsExactly(0, 1, 2, 3, 4);
        for (int seed : splits.seeds()) {
            assertThat(splits.walks(() -> walks, seed, Splits.Role.TRAIN)).hasSize(330);
            assertThat(splits.walks(() -> walks, seed, Splits.Role.GALLERY)).hasSize(327);
            assertThat(splits.walks(() -> walks, seed, Splits.Role.PROBE)).hasSize(164);
            assertThat(splits.walks(() -> walks, seed, Splits.Role.DUPLICATE)).extracting(Walk::name)
                    .containsExactly("p064-w5");
        }
    }

    @Test
    void survivesTheSetFileBitByBit(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("kgbd.gkr");
        try (var writer = SetWriter.create(file, Coordinates.INT16)) {
            SourceFormat.detect(data).importer(data, Labels.BY_NAME).read(writer);
            writer.commit();
        }

        List<Walk> kept = SetFile.open(file).walks();

        assertThat(kept).extracting(Walk::take).isEqualTo(walks.stream().map(Walk::take).toList());
        for (int i = 0; i < walks.size(); i++) {
            for (int frame = 0; frame < walks.get(i).frames(); frame += 53) {
                assertThat(Walks.raw(kept.get(i), frame)).containsExactly(Walks.raw(walks.get(i), frame));
            }
        }
    }

    @Test
    void findsTheWalkThatIsThereTwice() {
        assertThat(Copies.of(() -> walks)).containsExactly(Map.entry(new Take("p064", 5), new Take("p064", 4)));
    }

    @Test
    void drawsAsManyWalksAsThePublishedRule() {
        Splits splits = SplitRule.of("kgbd").draw(() -> walks, 0, 1);

        for (int seed : splits.seeds()) {
            assertThat(splits.walks(() -> walks, seed, Splits.Role.TRAIN)).hasSize(330);
            assertThat(splits.walks(() -> walks, seed, Splits.Role.GALLERY)).hasSize(327);
            assertThat(splits.walks(() -> walks, seed, Splits.Role.PROBE)).hasSize(164);
        }
        assertThat(splits.walks(() -> walks, 0, Splits.Role.PROBE))
                .isNotEqualTo(splits.walks(() -> walks, 1, Splits.Role.PROBE));
    }

    private static List<Frame> frames(Walk walk) {
        return IntStream.range(0, walk.frames()).mapToObj(i -> walk.frame(i, i, i)).toList();
    }
}
