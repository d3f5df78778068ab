package gaitkeeper.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OverloadTest {
    private final AtomicReference<Double> load = new AtomicReference<>(1.0);
    private final Overload overload = new Overload(load::get);

    @Test
    void isWhatTheLastSecondWas() {
        assertThat(overload.now()).isFalse();

        overload.tick();
        assertThat(overload.now()).isTrue();

        load.set(0.7);
        overload.tick();
        assertThat(overload.now()).isFalse();
    }

    @Test
    void isNotWhereNobodyKnows() {
        load.set(-1.0);
        overload.tick();

        assertThat(overload.now()).isFalse();
    }
}
