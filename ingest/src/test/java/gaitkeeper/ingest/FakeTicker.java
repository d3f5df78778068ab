package gaitkeeper.ingest;

/** Time that passes only by waiting. */
final class FakeTicker implements Ticker {
    static final long EPOCH = 1_800_000_000_000_000_000L;

    private long now;
    int sleeps;

    @Override
    public long epochNs() {
        return EPOCH + now;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void sleep(long ns) {
        if (ns > 0) {
            now += ns;
            sleeps++;
        }
    }

    void pass(long ns) {
        now += ns;
    }
}
