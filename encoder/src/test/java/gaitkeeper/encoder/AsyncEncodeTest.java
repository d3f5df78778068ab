package gaitkeeper.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gaitkeeper.core.Embedding;
import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Outcome;
import gaitkeeper.core.People;
import gaitkeeper.core.TrackId;
import gaitkeeper.encoder.Receipts.Gate;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One task: what it keeps for a restart, and what it does when the encoder is slow or dead. */
@Timeout(120)
class AsyncEncodeTest {
    private static final TrackId ANN = People.track("1");
    private static final int BASE = 1;
    private static final int MAX_IN_FLIGHT = 4;

    @TempDir
    private Path folder;
    private final KeyValueStore<Long, Pending> store = Stores
            .keyValueStoreBuilder(Stores.inMemoryKeyValueStore(PendingStore.NAME), Serdes.Long(),
                    new PendingStore().serde())
            .withLoggingDisabled().build();
    private BatchingEncoder encoder;
    private MockProcessorContext<TrackId, Outcome<Embedding>> context;
    private AsyncEncode task;

    @BeforeEach
    void start() {
        encoder = new BatchingEncoder(Tables.model(folder, "t@1", BASE), EncoderMetrics.NONE).start();
        restart();
    }

    @AfterEach
    void close() {
        encoder.close();
    }

    /** What is left of a task after a crash is its store. */
    private void restart() {
        context = new MockProcessorContext<>();
        if (!store.isOpen()) {
            store.init(context.getStateStoreContext(), store);
        }
        context.addStateStore(store);
        task = new AsyncEncode(encoder, EncoderMetrics.NONE, InstantSource.system(), MAX_IN_FLIGHT);
        task.init(context);
    }

    private void process(int... numbers) {
        IntStream.of(numbers).forEach(n -> task.process(new Record<>(ANN, Tables.sequence(n), 0)));
    }

    private void punctuate() {
        context.scheduledPunctuators().getFirst().getPunctuator().punctuate(0);
    }

    /** Drains until so many answers have been forwarded since the last restart. */
    private List<Integer> await(int count) {
        while (context.forwarded().size() < count) {
            punctuate();
            Thread.onSpinWait();
        }
        return forwarded();
    }

    private List<Integer> forwarded() {
        return context.forwarded().stream().map(AsyncEncodeTest::number).toList();
    }

    private static int number(CapturedForward<? extends TrackId, ? extends Outcome<Embedding>> forward) {
        var done = (Outcome.Done<Embedding>) forward.record().value();
        return Tables.number(done.value().vector(), BASE);
    }

    /** Waits until a thread has put in as much as it may and waits itself. */
    private void awaitBlocked(Thread thread) {
        while ((thread.getState() != Thread.State.TIMED_WAITING || store.approximateNumEntries() < MAX_IN_FLIGHT)
                && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void keepsASequenceUntilItIsAnswered() throws InterruptedException {
        try (var _ = Gate.before(encoder)) {
            process(1, 2);

            assertThat(store.approximateNumEntries()).isEqualTo(2);
        }

        assertThat(await(2)).containsExactly(1, 2);
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void answersAtOnceWhenTheEncoderIsQuickAndIdle() {
        process(1, 2);

        assertThat(forwarded()).containsExactly(1, 2);
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void overtakesNothingThatIsUnderWay() throws InterruptedException {
        try (var _ = Gate.before(encoder)) {
            process(1);
        }
        process(2, 3);

        assertThat(await(3)).containsExactly(1, 2, 3);
    }

    @Test
    void submitsAgainWhatWasNotAnswered() throws InterruptedException {
        try (var _ = Gate.before(encoder)) {
            process(1, 2, 3);
            restart();
        }

        assertThat(await(3)).containsExactly(1, 2, 3);
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void answersOnceWhenTheSameInstanceIsInitialisedAgain() throws InterruptedException {
        try (var _ = Gate.before(encoder)) {
            process(1, 2, 3);
            task.init(context);
            process(4);
        }

        assertThat(await(4)).containsExactly(1, 2, 3, 4);
        process(5, 6, 7, 8, 9);
        assertThat(await(9)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void goesOnAfterWhatItSubmittedAgain() throws InterruptedException {
        try (var _ = Gate.before(encoder)) {
            process(1, 2);
            restart();
            process(3, 4);

            assertThat(store.approximateNumEntries()).isEqualTo(4);
        }

        assertThat(await(4)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void keepsTheOrderOfMoreThanAByteOfIds() throws InterruptedException {
        for (int n = 0; n < 300; n++) {
            process(n);
        }
        await(300);
        try (var _ = Gate.before(encoder)) {
            process(300, 301, 302);
            restart();
        }

        assertThat(await(3)).containsExactly(300, 301, 302);
    }

    @Test
    void dropsAnswersOfATaskThatMovedAway() throws InterruptedException {
        MockProcessorContext<TrackId, Outcome<Embedding>> before = context;
        try (var _ = Gate.before(encoder)) {
            process(1, 2);
            restart();
        }

        await(2);

        assertThat(before.forwarded()).isEmpty();
    }

    @Test
    void waitsWhileTooManyAreUnderWay() throws InterruptedException {
        Thread flood;
        try (var _ = Gate.before(encoder)) {
            flood = Thread.ofPlatform().start(() -> process(1, 2, 3, 4, 5, 6));
            awaitBlocked(flood);

            assertThat(store.approximateNumEntries()).isEqualTo(MAX_IN_FLIGHT);
            assertThat(context.forwarded()).isEmpty();
        }

        flood.join();
        assertThat(await(6)).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void stopsWaitingWhenTheEncoderDies() throws InterruptedException {
        List<IllegalStateException> thrown = new ArrayList<>();
        Thread flood;
        try (var _ = Gate.before(encoder)) {
            encoder.submit(Tables.sequence(1), new Receipts.Broken());
            flood = Thread.ofPlatform().start(() -> {
                try {
                    process(1, 2, 3, 4, 5);
                } catch (IllegalStateException e) {
                    thrown.add(e);
                }
            });
            awaitBlocked(flood);
        }

        flood.join();
        assertThat(thrown).singleElement().satisfies(e -> assertThat(e).hasMessageContaining("has stopped"));
        assertThat(store.approximateNumEntries()).isEqualTo(4);
    }

    @Test
    void stopsWaitingWhenInterrupted() throws InterruptedException {
        List<Boolean> interrupted = new ArrayList<>();
        try (var _ = Gate.before(encoder)) {
            Thread flood = Thread.ofPlatform().start(() -> {
                assertThatExceptionOfType(StreamsException.class).isThrownBy(() -> process(1, 2, 3, 4, 5));
                interrupted.add(Thread.currentThread().isInterrupted());
            });
            awaitBlocked(flood);
            flood.interrupt();
            flood.join();
        }

        assertThat(interrupted).containsExactly(true);
    }

    @Test
    void pendingEntriesSurviveTheirStore() {
        var item = new Pending(ANN, Tables.sequence(5));
        var codec = new PendingStore();

        assertThat(codec.decode(codec.encode(item))).isEqualTo(item);
    }

    @Test
    void refusesPendingEntriesCutShort() {
        var codec = new PendingStore();
        byte[] whole = codec.encode(new Pending(ANN, Tables.sequence(5)));

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> codec.decode(cut));
        }
    }
}
