package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ImageFileTest {
    private final ImageFile image = new ImageFile();

    @Test
    void startsTheProgram() {
        assertThat(image.entrypoint()).startsWith("java").endsWith(Main.class.getName());
    }

    @Test
    void startsTheProgramWithTheLaunchersAccessFlags() {
        String launcher = ProjectFiles.text("gaitkeeper");

        List<String> flags = Pattern.compile("--(add-modules|enable-native|sun-misc)[^\\s)]+").matcher(launcher)
                .results()
                .map(match -> match.group()).toList();

        assertThat(flags).isNotEmpty();
        assertThat(image.entrypoint()).containsAll(flags);
    }

    @Test
    void doesNotRunAsRoot() {
        assertThat(image.all("USER")).containsExactly("10001:10001");
    }

    @Test
    void reportsNothingToAnybody() {
        assertThat(image.all("ENV")).contains("ORT_DISABLE_TELEMETRY=1");
    }

    @Test
    void putsProgramAndModelsWhereTheProgramLooks() {
        String home = image.entrypoint().stream().filter(flag -> flag.startsWith("-Dgaitkeeper.home=")).findFirst()
                .orElseThrow().substring(18);

        assertThat(image.copies()).contains(
                new ImageFile.Copy("build", "/src/deploy/target/gaitkeeper/lib", home + "/lib"),
                new ImageFile.Copy("build", "/src/deploy/models", home + "/deploy/models"),
                new ImageFile.Copy("", "deploy/docker/healthy.sh", ImageFile.HEALTH_SCRIPT));
    }

    @Test
    void copiesOnlyWhatTheProjectHolds() {
        assertThat(image.copies().filter(copy -> copy.stage().isEmpty()))
                .allSatisfy(copy -> assertThat(ProjectFiles.path(copy.source())).exists());
    }

    @Test
    void theBuildSeesEveryModuleAndNoData() {
        List<String> seen = ProjectFiles.text("deploy/docker/Dockerfile.dockerignore").lines().toList();

        assertThat(Pattern.compile("<module>(\\w+)</module>").matcher(ProjectFiles.text("pom.xml")).results()
                .map(match -> "!" + match.group(1))).isNotEmpty()
                .allSatisfy(module -> assertThat(seen).contains(module));
        assertThat(seen).contains("*", "**/target").doesNotContain("!data");
    }
}
