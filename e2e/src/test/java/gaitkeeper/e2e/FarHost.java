package gaitkeeper.e2e;

import java.util.List;

/** A network namespace with one cable to this machine, which can be pulled. Takes root and Linux. */
final class FarHost implements AutoCloseable {
    private static final String NAME = "gk-far";
    private static final String NEAR_END = "gk-near0";
    private static final String FAR_END = "gk-far0";
    private static final String NEAR = "10.213.87.1";
    private static final String FAR = "10.213.87.2";

    /**
     * Lays the cable.
     *
     * @throws IllegalStateException if that is not possible here
     */
    FarHost() {
        close();
        Shell.must("ip", "netns", "add", NAME);
        Shell.must("ip", "link", "add", NEAR_END, "type", "veth", "peer", "name", FAR_END, "netns", NAME);
        Shell.must("ip", "addr", "add", NEAR + "/30", "dev", NEAR_END);
        Shell.must("ip", "link", "set", NEAR_END, "up");
        Shell.must("ip", "-n", NAME, "addr", "add", FAR + "/30", "dev", FAR_END);
        Shell.must("ip", "-n", NAME, "link", "set", "lo", "up");
        mend();
    }

    /** Whether this machine lets us. */
    static boolean possible() {
        String probe = NAME + "-probe";
        boolean possible = Shell.run("ip", "netns", "add", probe) == 0
                && Shell.run("ip", "-n", probe, "link", "set", "lo", "up") == 0;
        Shell.run("ip", "netns", "del", probe);
        return possible;
    }

    /** The end of the cable that is here. */
    Host near() {
        return new Host(NEAR, List.of());
    }

    /** The other end. */
    Host far() {
        return new Host(FAR, List.of("ip", "netns", "exec", NAME));
    }

    /** Pulls the cable: what is sent from now on gets lost, and nobody is told. */
    void cut() {
        Shell.must("ip", "-n", NAME, "link", "set", FAR_END, "down");
    }

    /** Puts it back. */
    void mend() {
        Shell.must("ip", "-n", NAME, "link", "set", FAR_END, "up");
    }

    @Override
    public void close() {
        Shell.run("ip", "netns", "del", NAME);
        Shell.run("ip", "link", "del", NEAR_END);
    }
}
