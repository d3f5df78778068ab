package gaitkeeper.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import gaitkeeper.core.ModelId;
import gaitkeeper.core.Reason;
import gaitkeeper.core.bundle.ModelBundle;
import gaitkeeper.encoder.Receipts.Gate;
import gaitkeeper.encoder.Receipts.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BatchingEncoderTest {
    private static final int OLD = 1;
    private static final int NEW = 1_000;

    @TempDir
    private Path folder;
    private final Tables.Sessions sessions = new Tables.Sessions();
    private final Receipts receipts = new Receipts();
    private final List<BatchingEncoder> encoders = new ArrayList<>();

    private BatchingEncoder encoder() {
        return encoder(EncoderMetrics.NONE).start();
    }

    private BatchingEncoder encoder(EncoderMetrics metrics) {
        var encoder = new BatchingEncoder(old(), metrics);
        encoders.add(encoder);
        return encoder;
    }

    private EncodingModel old() {
        return EncodingModel.load(Tables.bundle(folder.resolve("old"), "old@1", OLD), sessions);
    }

    private ModelBundle next() {
        return Tables.bundle(folder.resolve("new"), "new@1", NEW);
    }

    @AfterEach
    void closeAll() {
        encoders.forEach(BatchingEncoder::close);
    }

    private static void assertEmbedded(Receipt receipt, String model, int base) {
        assertThat(receipt.model()).contains(new ModelId(model));
        assertThat(Tables.number(receipt.vector(), base)).isEqualTo(receipt.n());
    }

    @Test
    void answersInTheOrderOfSubmission() throws InterruptedException {
        BatchingEncoder encoder = encoder();

        for (int n = 0; n < 5_000; n++) {
            receipts.submit(encoder, n);
        }

        List<Receipt> told = receipts.await(5_000);
        assertThat(told).extracting(Receipt::n).isEqualTo(IntStream.range(0, 5_000).boxed().toList());
        assertThat(told).allSatisfy(receipt -> assertEmbedded(receipt, "old@1", OLD));
    }

    @Test
    void embedsTogetherWhatWaits() throws InterruptedException {
        List<Integer> sizes = new ArrayList<>();
        BatchingEncoder encoder = encoder(new EncoderMetrics() {
            @Override
            public void batch(int size, long ns) {
                sizes.add(size);
            }
        }).start();

        try (var _ = Gate.before(encoder)) {
            for (int n = 0; n < 100; n++) {
                receipts.submit(encoder, n);
            }
        }

        receipts.await(100);
        assertThat(sizes).containsExactly(1, 64, 36);
    }

    @Test
    void refusesASequenceThatGivesNaNAlone() throws InterruptedException {
        assertThat(refusedAmongNeighbours(Tables.NOT_A_NUMBER)).contains(Reason.ENCODER_FAILED);
    }

    @Test
    void refusesASequenceThatBreaksTheRunAlone() throws InterruptedException {
        assertThat(refusedAmongNeighbours(Tables.REFUSED)).contains(Reason.ENCODER_FAILED);
    }

    private Optional<Reason> refusedAmongNeighbours(int poison) throws InterruptedException {
        BatchingEncoder encoder = encoder();
        int[] numbers = {1, 2, poison, 3, 4};

        try (var _ = Gate.before(encoder)) {
            for (int n : numbers) {
                receipts.submit(encoder, n);
            }
        }

        List<Receipt> told = receipts.await(numbers.length);
        assertThat(told).extracting(Receipt::n).containsExactly(1, 2, poison, 3, 4);
        assertThat(told).filteredOn(receipt -> receipt.n() != poison)
                .allSatisfy(receipt -> assertEmbedded(receipt, "old@1", OLD));
        return told.get(2).refused();
    }

    @Test
    void refusesALengthItDoesNotReadInItsTurn() throws InterruptedException {
        BatchingEncoder encoder = encoder();

        try (var _ = Gate.before(encoder)) {
            receipts.submit(encoder, 1);
            encoder.submit(Tables.tooLong(), receipts.receiver(2));
            receipts.submit(encoder, 3);
        }

        List<Receipt> told = receipts.await(3);
        assertThat(told).extracting(Receipt::n).containsExactly(1, 2, 3);
        assertThat(told.get(1).refused()).contains(Reason.NO_MODEL);
    }

    @Test
    void countsEverySequenceOnce() throws InterruptedException {
        var submitted = new AtomicInteger();
        var rejected = new AtomicInteger();
        var encoded = new AtomicInteger();
        BatchingEncoder encoder = encoder(new EncoderMetrics() {
            @Override
            public void submitted() {
                submitted.incrementAndGet();
            }

            @Override
            public void rejected(Reason reason) {
                rejected.incrementAndGet();
            }

            @Override
            public void batch(int size, long ns) {
                encoded.addAndGet(size);
            }
        }).start();

        receipts.submit(encoder, 1);
        receipts.submit(encoder, Tables.REFUSED);
        receipts.submit(encoder, 2);

        receipts.await(3);
        assertThat(submitted).hasValue(3);
        assertThat(rejected).hasValue(1);
        assertThat(encoded).hasValue(2);
    }

    @Test
    void swapsUnderLoadWithoutLosingOrRepeatingAnything() throws Exception {
        BatchingEncoder encoder = encoder();
        List<Receipts> tasks = List.of(new Receipts(), new Receipts());
        int before = 2_000;
        int perTask = 20_000;

        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<Void>> submitting = tasks.stream()
                    .map(task -> threads.submit(submitAll(encoder, task, perTask)))
                    .toList();
            tasks.getFirst().await(before);
            assertThat(encoder.swap(EncodingModel.load(next(), sessions)).get(60, TimeUnit.SECONDS))
                    .isEqualTo(new ModelId("new@1"));
            assertThat(encoder.spec().id()).isEqualTo("new@1");
            for (Future<Void> task : submitting) {
                task.get();
            }
        }

        for (Receipts task : tasks) {
            assertSwitchesOnce(task.await(perTask), perTask);
        }
        assertThat(tasks.getFirst().await(perTask).getLast().model()).contains(new ModelId("new@1"));
    }

    private static Callable<Void> submitAll(BatchingEncoder encoder, Receipts task, int count) {
        return () -> {
            for (int n = 0; n < count; n++) {
                task.submit(encoder, n);
            }
            return null;
        };
    }

    private static void assertSwitchesOnce(List<Receipt> told, int count) {
        assertThat(told).extracting(Receipt::n).isEqualTo(IntStream.range(0, count).boxed().toList());
        long old = told.stream().filter(receipt -> receipt.model().equals(Optional.of(new ModelId("old@1")))).count();
        assertThat(told.subList(0, (int) old)).allSatisfy(receipt -> assertEmbedded(receipt, "old@1", OLD));
        assertThat(told.subList((int) old, count)).allSatisfy(receipt -> assertEmbedded(receipt, "new@1", NEW));
    }

    @Test
    void closesTheModelItSwappedOut() throws Exception {
        BatchingEncoder encoder = encoder();

        encoder.swap(next()).get(60, TimeUnit.SECONDS);

        assertThat(sessions.allClosed()).isTrue();
    }

    @Test
    void refusesToSwapToAnotherNumberOfFrames() throws InterruptedException {
        BatchingEncoder encoder = encoder();
        var longer = new ModelBundle(folder, Tables.spec("longer@1", Tables.FRAMES + 1, 3));

        assertThatIllegalArgumentException().isThrownBy(() -> encoder.swap(longer))
                .withMessageContaining("longer@1 reads 3 frames").withMessageContaining("cuts 2")
                .withMessageContaining("restart with --model " + folder);
        receipts.submit(encoder, 1);
        assertEmbedded(receipts.await(1).getFirst(), "old@1", OLD);
    }

    @Test
    void refusesASecondSwapWhileOneIsUnderWay() throws Exception {
        BatchingEncoder encoder = encoder();
        Future<ModelId> first;

        try (var _ = Gate.before(encoder)) {
            first = encoder.swap(next());
            EncodingModel second = EncodingModel.load(next(), sessions);
            assertThatIllegalStateException().isThrownBy(() -> encoder.swap(second)).withMessageContaining("try again");
        }

        assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(new ModelId("new@1"));
        assertThat(sessions.allClosed()).isTrue();
    }

    @Test
    void keepsTheOldModelWhenTheNewOneIsUnusable() throws InterruptedException {
        BatchingEncoder encoder = encoder();
        ModelBundle broken = Tables.write(folder.resolve("broken"), Tables.spec("new@1", Tables.FRAMES, 4), 0, NEW);

        assertThatIllegalArgumentException().isThrownBy(() -> encoder.swap(broken));

        receipts.submit(encoder, 1);
        assertEmbedded(receipts.await(1).getFirst(), "old@1", OLD);
    }

    @Test
    void endsItsThreadAndClosesItsModel() {
        BatchingEncoder encoder = encoder();

        encoder.close();

        assertThat(encoder.alive()).isFalse();
        assertThat(sessions.allClosed()).isTrue();
    }

    @Test
    void closesItsModelThoughItWasNeverStarted() {
        BatchingEncoder encoder = encoder(EncoderMetrics.NONE);

        encoder.close();
        encoder.close();

        assertThat(sessions.opened).hasSize(1);
        assertThat(sessions.allClosed()).isTrue();
    }

    @Test
    void failsASwapThatItsEndOvertakes() throws InterruptedException {
        BatchingEncoder encoder = encoder();
        Future<ModelId> swap;

        try (var gate = Gate.before(encoder)) {
            swap = encoder.swap(EncodingModel.load(next(), sessions));
            Thread closer = Thread.ofPlatform().start(encoder::close);
            awaitBlocked(closer);
            gate.open();
            closer.join();
        }

        assertThat(swap).failsWithin(Duration.ofSeconds(60)).withThrowableOfType(ExecutionException.class)
                .withMessageContaining("stopped");
        assertThat(sessions.allClosed()).isTrue();
    }

    @Test
    void failsASwapAfterItsEnd() {
        BatchingEncoder encoder = encoder();
        encoder.close();

        var swap = encoder.swap(EncodingModel.load(next(), sessions));

        assertThat(swap).isCompletedExceptionally();
        assertThat(sessions.opened).hasSize(2);
        assertThat(sessions.allClosed()).isTrue();
    }

    @Test
    void refusesSequencesAfterItsEnd() {
        BatchingEncoder encoder = encoder();
        encoder.close();

        assertThatIllegalStateException().isThrownBy(() -> receipts.submit(encoder, 1))
                .withMessageContaining("has stopped");
    }

    @Test
    void diesVisiblyWhenAReceiverThrows() throws InterruptedException {
        BatchingEncoder encoder = encoder();

        encoder.submit(Tables.sequence(1), new Receipts.Broken());

        awaitDead(encoder);
        assertThatIllegalStateException().isThrownBy(() -> receipts.submit(encoder, 1));
        assertThat(sessions.allClosed()).isTrue();
    }

    @Test
    void letsGoOfWhoWaitsForRoomWhenItDies() throws InterruptedException {
        BatchingEncoder encoder = encoder();
        List<IllegalStateException> thrown = new ArrayList<>();
        Thread flood;
        try (var _ = Gate.before(encoder)) {
            encoder.submit(Tables.sequence(1), new Receipts.Broken());
            flood = Thread.ofPlatform().start(() -> floodUntilRefused(encoder, thrown));
            awaitBlocked(flood);
        }

        flood.join();

        assertThat(thrown).hasSize(1);
    }

    private void floodUntilRefused(BatchingEncoder encoder, List<IllegalStateException> thrown) {
        try {
            for (int n = 0; n < 10_000; n++) {
                receipts.submit(encoder, n);
            }
        } catch (IllegalStateException e) {
            thrown.add(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void saysThatItHangs() throws InterruptedException {
        var encoder = new BatchingEncoder(old(), EncoderMetrics.NONE, Duration.ofMillis(200)).start();
        encoders.add(encoder);

        try (var _ = Gate.before(encoder)) {
            awaitDead(encoder);

            assertThatIllegalStateException().isThrownBy(encoder::requireAlive).withMessageContaining("hangs");
        }
    }

    private static void awaitDead(BatchingEncoder encoder) {
        while (encoder.alive()) {
            Thread.onSpinWait();
        }
    }

    private static void awaitBlocked(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
            Thread.onSpinWait();
        }
    }
}
