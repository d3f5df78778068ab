package gaitkeeper.deploy;

/**
 * What a thread of the stages read together, and whether it has answered all of it. Bodies that one sensor sees come together, and some
 * end their windows together; a commit after the first answer would hold up the others. The thread's consumer and its tasks share it.
 */
final class Burst {
    private static final ThreadLocal<Burst> OF_THREAD = ThreadLocal.withInitial(Burst::new);

    private boolean awaitsCommit;
    private boolean over;

    /** The calling thread's. */
    static Burst ofThread() {
        return OF_THREAD.get();
    }

    /** Somebody waits for the commit of an answer that was just given. */
    void answered() {
        awaitsCommit = true;
        over = false;
    }

    /** The thread asks for more: what it read before has been worked on. */
    void polled() {
        over = true;
    }

    /** Whether the latest answer is that of the last frame that was read. */
    boolean isOver() {
        return over;
    }

    /** Whether the thread should not wait for frames now. */
    boolean awaitsCommit() {
        return awaitsCommit;
    }

    /** A commit was asked for. */
    void committing() {
        awaitsCommit = false;
    }
}
