package gaitkeeper.matcher.search;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

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

    /** Waits for a change to end; what is read from here on holds if it is {@link #unchanged} afterwards. */
    int begin() {
        int now = (int) VERSION.getAcquire(this);
        while ((now & 1) != 0) {
            Thread.onSpinWait();
            now = (int) VERSION.getAcquire(this);
        }
        return now;
    }

    /** Whether nothing has changed since. */
    boolean unchanged(int since) {
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
