package gaitkeeper.trainer;

import gaitkeeper.core.MalformedException;
import gaitkeeper.core.Reason;

/** Whether arrays will fit into the heap of this JVM: asked before hours of work, not found out after them. */
final class HeapRoom {
    private HeapRoom() {}

    /**
     * Refuses what does not fit.
     *
     * @param bytes that will be held at once
     * @param why what takes them, as the beginning of a sentence
     * @param instead what to do without more memory
     * @throws MalformedException saying how much heap would do
     */
    static void require(long bytes, String why, String instead) {
        Runtime heap = Runtime.getRuntime();
        long left = heap.maxMemory() - heap.totalMemory() + heap.freeMemory();
        if (bytes > left) {
            // A collector that keeps some of the heap free gives less than was asked for.
            long wanted = bytes + bytes / 4 + heap.maxMemory() - left;
            throw new MalformedException(Reason.TOO_LARGE, why + ", but the heap has " + (left >> 20)
                    + " MiB left: set GAITKEEPER_JAVA_OPTS=-Xmx" + (wanted + (1L << 30) - 1 >> 30) + "g, or "
                    + instead);
        }
    }
}
