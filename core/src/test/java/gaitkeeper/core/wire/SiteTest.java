package gaitkeeper.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a process that has no site; {@code TenantsTest} has two. */
class SiteTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a b", "ü", "12345678901234567890123456789012345678901"})
    void refusesNamesThatWouldMixUpTopics(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Site.use(name)).withMessageContaining("letters");
    }

    @Test
    void isSaidBeforeTopicsAreNamedOrNever() {
        assertThat(Topics.FRAMES.name()).isEqualTo("gk.frames");
        assertThat(Site.clientPrefix()).isEqualTo("gaitkeeper-");

        assertThatIllegalStateException().isThrownBy(() -> Site.use("north")).withMessageContaining("already");
    }
}
