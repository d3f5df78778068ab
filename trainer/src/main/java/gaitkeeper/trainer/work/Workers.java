package gaitkeeper.trainer.work;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Independent pieces of work on two threads. */
public final class Workers {
    private static final int THREADS = 2;

    private Workers() {}

    /**
     * Calls the work for 0 to {@code count - 1}, in any order, and waits. The order must not matter to the result.
     *
     * @throws IllegalStateException if a piece fails or this thread is interrupted; an {@link Error} of a piece is thrown as it is
     */
    public static void forEach(int count, IntConsumer work) {
        if (count == 1) {
            work.accept(0);
            return;
        }
        var next = new AtomicInteger();
        Callable<Boolean> worker = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                work.accept(i);
            }
            return true;
        };
        try (var executor = Executors
                .newFixedThreadPool(Math.min(THREADS, Runtime.getRuntime().availableProcessors()))) {
            List<Callable<Boolean>> workers = IntStream.range(0, THREADS).mapToObj(_ -> worker).toList();
            for (Future<Boolean> done : executor.invokeAll(workers)) {
                done.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("a piece of work failed: " + e.getCause(), e);
        }
    }
}
