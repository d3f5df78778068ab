package gaitkeeper.matcher;

import static gaitkeeper.matcher.Crowd.person;
import static gaitkeeper.matcher.Scene.known;
import static gaitkeeper.matcher.Scene.stranger;
import static gaitkeeper.matcher.Scene.undecided;
import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Evidence;
import gaitkeeper.core.People;
import gaitkeeper.core.TrackId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveJsonTest {
    private final Scene scene = new Scene();
    private final LiveFeed feed = scene.feed;

    private List<Map<String, Object>> sensors() {
        return Json.objects(Json.object(LiveJson.bodies(feed.bodies(), 42)).get("sensors"));
    }

    private Map<String, Object> onlyBody() {
        return Json.objects(sensors().getFirst().get("bodies")).getFirst();
    }

    private static Map<String, Object> stats(LiveStats stats, double purity) {
        return Json.object(LiveJson.stats(stats, 0, 0, purity));
    }

    private static LiveStats figures(double figure) {
        return new LiveStats(figure, "made-up@1", "demo", true,
                List.of(new LiveStats.Stage("match", "matches/s", figure, figure, figure, figure)), 1, 2, -1,
                Map.of("BAD_JSON", 3L));
    }

    @Test
    void isValidWithoutAnySensor() {
        assertThat(LiveJson.bodies(List.of(), 42)).isEqualTo("{\"t\":42,\"sensors\":[]}");
    }

    @Test
    void isValidForOneSensor() {
        scene.seen("cam", "1");
        scene.seen("cam", "2");

        assertThat(sensors()).singleElement().satisfies(sensor -> {
            assertThat(sensor).containsEntry("id", "cam");
            assertThat(Json.objects(sensor.get("bodies"))).extracting(body -> body.get("track"))
                    .containsExactly("cam/s1/1", "cam/s1/2");
        });
    }

    @Test
    void groupsManyBodiesByTheirSensors() {
        for (String sensor : List.of("cam", "cam-b", "cam.b", "cam+", "cama", "a")) {
            scene.seen(sensor, "1");
            scene.seen(sensor, "2");
        }

        assertThat(sensors()).hasSize(6)
                .allSatisfy(sensor -> assertThat(Json.objects(sensor.get("bodies"))).hasSize(2))
                .extracting(sensor -> sensor.get("id")).doesNotHaveDuplicates();
    }

    @Test
    void givesJointsInMillimetres() {
        scene.seen("cam", "1");

        List<?> joints = (List<?>) onlyBody().get("j");

        assertThat(joints).hasSize(75).allSatisfy(value -> assertThat(value).isInstanceOf(Long.class));
        assertThat(joints.getFirst()).isEqualTo((long) Math.round(People.frame(1, 0).joint(0, 0) * 1_000));
    }

    @Test
    void aNewBodyHasNoAnswerYet() {
        scene.seen("cam", "1");

        assertThat(onlyBody()).containsEntry("kind", "new").doesNotContainKeys("score", "label", "truth");
    }

    @Test
    void ageIsEventTimeSinceTheFirstFrame() {
        TrackId track = scene.seen("cam", "1");
        scene.pass(Duration.ofMillis(1_234));
        scene.seen(track);

        assertThat(onlyBody()).containsEntry("age", 1_234L);
    }

    @Test
    void showsTheAnswer() {
        TrackId track = scene.seen("cam", "1");
        feed.match(track, known(track, 3, "Ann"));

        assertThat(onlyBody()).containsEntry("kind", "known").containsEntry("id", person(3).toString())
                .containsEntry("label", "Ann").containsEntry("score", 0.935).containsEntry("margin", 0.685)
                .containsEntry("threshold", 0.8).containsEntry("windows", 4L).containsEntry("tti", 1_250L);
    }

    @Test
    void showsTheTruthWhereItIsKnown() {
        scene.seen(new TrackId("cam", "sim", "ann"));

        assertThat(onlyBody()).containsEntry("truth", "ann");
    }

    @Test
    void leavesOutScoresThatAreNoNumbers() {
        var nobody = new Evidence(9, 1, Optional.empty(), 0, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY,
                Float.NaN);
        TrackId track = scene.seen("cam", "1");
        feed.match(track, undecided(track, nobody));

        assertThat(onlyBody()).containsEntry("kind", "undecided").doesNotContainKeys("score", "margin", "threshold");
        assertThat(LiveJson.match(undecided(track, nobody), "")).doesNotContain("NaN", "Infinity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "\\", "</script><script>alert(1)</script>", "a\nevent: stats\ndata: {}",
        "\u0000\u001f",
        "\u2028\u2029", "\ud83d\ude00", "\ud800", "\u202eevil", "'; drop table"})
    void escapesHostileNames(String name) {
        TrackId track = scene.seen("cam", "1");

        String match = LiveJson.match(known(track, 1, name), name);

        assertThat(match).doesNotContain("\n", "\r");
        assertThat(Json.object(match)).containsEntry("label", name).containsEntry("truth", name);
    }

    @Test
    void aDecisionTellsWhenAndWhere() {
        TrackId track = scene.seen("cam", "1");

        assertThat(Json.object(LiveJson.match(stranger(track), ""))).containsEntry("t", 1_700_000_000_123L)
                .containsEntry("track", "cam/s1/1").containsEntry("sensor", "cam").containsEntry("kind", "stranger")
                .containsEntry("id", "").containsEntry("label", "").containsEntry("tti", -1L)
                .doesNotContainKey("truth");
    }

    @Test
    void statsCountThePeople() {
        Map<String, Object> stats = Json.object(LiveJson.stats(figures(1.26), 2, 1, 0.98765));

        assertThat(stats).containsEntry("identities", 2L).containsEntry("named", 1L).containsEntry("purity", 0.988)
                .containsEntry("lag", -1L).containsEntry("uptime_s", 1L)
                .containsEntry("rejected", Map.of("BAD_JSON", 3L));
        assertThat(Json.objects(stats.get("stages")).getFirst()).containsEntry("rate", 1.3).containsEntry("p50", 1.26);
    }

    @Test
    void leavesOutAPurityThatIsUnknown() {
        assertThat(stats(figures(1), Double.NaN)).doesNotContainKey("purity");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -0.0, 1e-300})
    void figuresOfAnyKindStayValid(double figure) {
        assertThat(LiveJson.stats(figures(figure), 0, 0, 1)).doesNotContain("NaN", "Infinity");
        assertThat(stats(figures(figure), 1)).containsKey("stages");
    }
}
