package gaitkeeper.matcher.search;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Supplier;

/** Lets one thread change what any number read, who look afterwards whether they were disturbed. */
final class SequenceLock {
    /*
     * The version is odd during a change. A reader notes the version, reads whatever it likes, and starts again if the version
     * has moved. Changes are few and short, readers write nothing and so never stand in one another's way.
     */
    private static final VarHandle VERSION = handle();

    @SuppressWarnings("UnusedVariable") // by the handle
    private int version;

    private static VarHandle handle() {
        try {
            return MethodHandles.lookup().findVarHandle(SequenceLock.class, "version", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Reads, again and again until nothing changed meanwhile. What is read must be no more than read: it may be half a change. */
    <T> T read(Supplier<T> reading) {
        while (true) {
            int before = begin();
            T read = reading.get();
            if (unchanged(before)) {
                return read;
            }
        }
    }

    private int begin() {
        int now = (int) VERSION.getAcquire(this);
        while ((now & 1) != 0) {
            Thread.onSpinWait();
            now = (int) VERSION.getAcquire(this);
        }
        return now;
    }

    private boolean unchanged(int since) {
        VarHandle.acquireFence();
        return (int) VERSION.getOpaque(this) == since;
    }

    /** Makes a change; the one thread that changes must not be within one already. */
    void change(Runnable change) {
        int before = (int) VERSION.getOpaque(this);
        VERSION.setOpaque(this, before + 1);
        VarHandle.storeStoreFence();
        try {
            change.run();
        } finally {
            VERSION.setRelease(this, before + 2);
        }
    }
}
