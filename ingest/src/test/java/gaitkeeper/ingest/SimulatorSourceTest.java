package gaitkeeper.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SimulatorSourceTest {
    private final FakeSink sink = new FakeSink();
    private final FakeTicker ticker = new FakeTicker();
    private final Simulator simulator = new Simulator(SimulatorConfig.load(2, "run"), FakeTicker.EPOCH);

    private SimulatorSource source(Pace pace, int maxOutstanding) {
        return new SimulatorSource(simulator, sink, pace, maxOutstanding, ticker);
    }

    @Test
    void keepsRealTime() throws InterruptedException {
        try (var source = source(Pace.REAL_TIME, 100)) {
            source.run(31);

            assertThat(ticker.nanoTime()).isEqualTo(1_016_666_666L);
            assertThat(source.frames()).isEqualTo(31 * 12);
            assertThat(sink.frames).allSatisfy(
                    sent -> assertThat(sent.frame().receivedNs()).isEqualTo(sent.frame().eventTimeNs()));
        }
    }

    @Test
    void countsWhatWasLost() throws InterruptedException {
        sink.stores = false;
        try (var source = source(Pace.AS_FAST_AS_POSSIBLE, 100)) {
            source.run(10);

            assertThat(source.lost()).isEqualTo(120);
            assertThat(source.stored()).isZero();
        }
    }

    @Test
    void tellsHowFarItIsBehind() throws InterruptedException {
        sink.onSend = () -> ticker.pass(10_000_000);
        try (var source = source(Pace.REAL_TIME, 100)) {
            source.run(10);

            assertThat(source.lag().toMillis()).isEqualTo(883);
        }
    }

    @Test
    void runsUntilClosed() throws InterruptedException {
        var enough = new CountDownLatch(500);
        sink.onSend = enough::countDown;

        try (var source = source(Pace.AS_FAST_AS_POSSIBLE, 100)) {
            source.start();
            assertThat(enough.await(20, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(sink.sent()).isGreaterThanOrEqualTo(500);
    }

    @Test
    void closesWhileHeldBack() throws InterruptedException {
        sink.holds = true;
        var full = new CountDownLatch(5);
        sink.onSend = full::countDown;
        var source = source(Pace.AS_FAST_AS_POSSIBLE, 5);
        source.start();
        assertThat(full.await(20, TimeUnit.SECONDS)).isTrue();

        sink.storeFromNowOn();
        source.close();

        assertThat(source.frames()).isEqualTo(source.stored());
    }
}
