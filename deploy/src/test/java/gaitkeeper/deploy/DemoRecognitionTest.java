package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.encoder.EncodingModel;
import gaitkeeper.ingest.SimulatorConfig;
import gaitkeeper.matcher.MatcherConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the demo shows: people who leave and come back at another sensor are recognised. The default bundle, no broker. */
@TestInstance(Lifecycle.PER_CLASS)
class DemoRecognitionTest {
    private static final int PEOPLE = 12;
    private static final int SENSORS = 4;
    private static final int SECONDS = 90;

    private EncodingModel model;

    @BeforeAll
    void load() throws Exception {
        model = EncodingModel.load(ModelBundle.open(ProjectFiles.path("deploy/models/" + new NodeOptions().model)));
    }

    @AfterAll
    void close() {
        model.close();
    }

    /** Measured when written: 30 of 32, 29 of 34 and 35 of 36 visits recognised, none wrongly; 11, 11 and 12 identities. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void recognisesWhoComesBack(long seed) throws Exception {
        DemoScene scene = DemoScene.play(SimulatorConfig.demo(PEOPLE, SENSORS, "demo").withSeed(seed), SECONDS, model);

        DemoRecognition.Result result = DemoRecognition.judge(scene, model.spec(),
                MatcherConfig.DEFAULT.forFrames(model.spec().frames()));

        assertThat(result.people()).isEqualTo(PEOPLE);
        assertThat(result.identities()).as("%s", result).isBetween(PEOPLE / 2, PEOPLE * 13 / 10);
        assertThat(result.shareRight()).as("%s", result).isGreaterThan(0.97);
        assertThat(result.shareRecognised()).as("%s", result).isGreaterThan(0.75);
    }
}
