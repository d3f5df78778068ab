package gaitkeeper.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import gaitkeeper.core.Frame;
import gaitkeeper.core.Outcome;
import gaitkeeper.core.People;
import gaitkeeper.core.Sequence;
import gaitkeeper.core.TrackId;
import gaitkeeper.core.WindowSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A task that moves or restarts gets a new processor and the store's content, and must go on as if nothing had happened. */
class WindowerRestartTest {
    private static final TrackId ANN = People.track("1");
    private static final WindowerConfig CONFIG = new WindowerConfig(new WindowSpec(4, 2), Duration.ofSeconds(1),
            Duration.ofSeconds(10), 100);

    private final KeyValueStore<Bytes, byte[]> store = Stores
            .keyValueStoreBuilder(Stores.inMemoryKeyValueStore(WindowStore.NAME), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled().build();
    private final List<Sequence> found = new ArrayList<>();
    private MockProcessorContext<TrackId, Outcome<Sequence>> context;
    private Windower windower;

    WindowerRestartTest() {
        restart();
    }

    private void restart() {
        context = new MockProcessorContext<>();
        if (!store.isOpen()) {
            store.init(context.getStateStoreContext(), store);
        }
        context.addStateStore(store);
        context.setCurrentSystemTimeMs(0);
        context.setCurrentStreamTimeMs(0);
        windower = new Windower(CONFIG, WindowerMetrics.NONE, InstantSource.system());
        windower.init(context);
    }

    private void pipe(int... numbers) {
        for (int n : numbers) {
            windower.process(new Record<TrackId, Frame>(ANN, People.frame(1, n), 0));
            context.forwarded().forEach(f -> found.add(((Outcome.Done<Sequence>) f.record().value()).value()));
            context.resetForwards();
        }
    }

    private List<Long> starts() {
        return found.stream().map(s -> (s.firstTimeNs() - People.START_NS) / People.PERIOD_NS).toList();
    }

    @Test
    void goesOnWhereItStood() {
        pipe(0, 1, 2, 3, 4);

        restart();
        pipe(5, 6, 7);

        assertThat(starts()).containsExactly(0L, 2L, 4L);
    }

    @Test
    void stillKnowsADuplicate() {
        pipe(0, 1, 2, 3);

        restart();
        pipe(2, 3, 4, 5);

        assertThat(starts()).containsExactly(0L, 2L);
    }

    @Test
    void stillKnowsAGap() {
        pipe(0, 1, 2, 3, 4, 40);

        restart();
        pipe(41, 42, 43);

        assertThat(starts()).containsExactly(0L, 40L);
    }

    @Test
    void aRestartAnywhereChangesNothing() {
        var random = new Random(3);
        int[] frames = random.ints(400, 0, 3).toArray();
        int at = 0;
        for (int i = 0; i < frames.length; i++) {
            at += frames[i] + (random.nextInt(60) == 0 ? 40 : 0);
            frames[i] = at;
        }
        pipe(frames);
        List<Sequence> undisturbed = List.copyOf(found);

        found.clear();
        try (var all = store.all()) {
            all.forEachRemaining(entry -> store.delete(entry.key));
        }
        restart();
        for (int n : frames) {
            pipe(n);
            if (random.nextInt(5) == 0) {
                restart();
            }
        }

        assertThat(found).extracting(s -> s.id(ANN)).isEqualTo(undisturbed.stream().map(s -> s.id(ANN)).toList());
    }
}
